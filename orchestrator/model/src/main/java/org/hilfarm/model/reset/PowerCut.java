package org.hilfarm.model.reset;

import java.time.Instant;

/**
 * The port's power was switched off and on by the farm before a start.
 *
 * @param off when it was off: the device was gone from the bus
 * @param on when it was switched on again
 */
public record PowerCut(Instant off, Instant on) {}
