/** A virtual board's flash chip, and what can be found in it. */
@NullMarked
package org.hilfarm.virtual.flash;

import org.jspecify.annotations.NullMarked;
