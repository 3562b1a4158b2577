package org.hilfarm.farm.chaos.plan;

import java.util.Optional;
import org.hilfarm.virtual.fault.PlannedFault;

/**
 * One thing that is done to the farm.
 *
 * @param atMillis when, from the beginning of the strikes
 * @param kind what
 * @param target whom: a process, a rack, or a board as {@code rack/serial}
 * @param lastsMillis for how long
 * @param fault what a board does wrong
 */
public record Strike(
    long atMillis, StrikeKind kind, String target, long lastsMillis, Optional<PlannedFault> fault) {
  long endMillis() {
    return atMillis + lastsMillis;
  }
}
