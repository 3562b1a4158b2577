/** Does to the farm what the plan says, and hands in its builds. */
@NullMarked
package org.hilfarm.farm.chaos.strike;

import org.jspecify.annotations.NullMarked;
