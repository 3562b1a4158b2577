/** Virtual power meters, whose currents follow a virtual board. */
@NullMarked
package org.hilfarm.virtual.meter;

import org.jspecify.annotations.NullMarked;
