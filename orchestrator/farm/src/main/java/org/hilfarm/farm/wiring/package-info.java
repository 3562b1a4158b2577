/** Where the parts of a farm are put together. */
@NullMarked
package org.hilfarm.farm.wiring;

import org.jspecify.annotations.NullMarked;
