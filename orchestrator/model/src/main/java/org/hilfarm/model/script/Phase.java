package org.hilfarm.model.script;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.reset.ResetReason;

/**
 * A part of a script between two resets.
 *
 * @param run the function that is called
 * @param via how its code gets there
 * @param ends how it ends when all is well
 * @param within board time until it must have ended
 * @param expect for a phase that ends in a reset: the usual reason for it; the oracle turns it into
 *     the family's truth
 * @param usbDataCut board time for which the USB data lines are cut while it runs; zero: not at all
 * @param current what is measured meanwhile
 */
public record Phase(
    String run,
    Via via,
    Ends ends,
    Duration within,
    Optional<ResetReason> expect,
    Duration usbDataCut,
    Optional<CurrentDraw> current) {
  /** A phase in which nothing is measured from outside. */
  public Phase(
      String run,
      Via via,
      Ends ends,
      Duration within,
      Optional<ResetReason> expect,
      Duration usbDataCut) {
    this(run, via, ends, within, expect, usbDataCut, Optional.empty());
  }
}
