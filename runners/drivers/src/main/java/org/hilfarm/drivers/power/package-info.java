/** A port's power, and the switch for its USB data lines. */
@NullMarked
package org.hilfarm.drivers.power;

import org.jspecify.annotations.NullMarked;
