/** Meters of what a board draws, and the supplies they are. */
@NullMarked
package org.hilfarm.drivers.meter;

import org.jspecify.annotations.NullMarked;
