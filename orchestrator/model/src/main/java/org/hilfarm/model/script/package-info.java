/** Test scripts as the farm's own trusted data describes them. */
@NullMarked
package org.hilfarm.model.script;

import org.jspecify.annotations.NullMarked;
