/** JSON as the farm writes and reads it. */
@NullMarked
package org.hilfarm.wire.json;

import org.jspecify.annotations.NullMarked;
