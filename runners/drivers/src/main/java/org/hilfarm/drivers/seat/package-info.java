/**
 * A board in its seat: its console held, its starts witnessed and asked about, brought back when it
 * is away.
 */
@NullMarked
package org.hilfarm.drivers.seat;

import org.jspecify.annotations.NullMarked;
