package org.hilfarm.model.script;

import java.time.Duration;
import java.util.List;
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
 * @param acts what the host does meanwhile, in order, once the script says that it is ready
 * @param current what is measured meanwhile
 */
public record Phase(
    String run,
    Via via,
    Ends ends,
    Duration within,
    Optional<ResetReason> expect,
    Duration usbDataCut,
    List<Act> acts,
    Optional<CurrentDraw> current) {
  public Phase {
    acts = List.copyOf(acts);
  }

  /** A phase in which the host does nothing and measures nothing. */
  public Phase(
      String run,
      Via via,
      Ends ends,
      Duration within,
      Optional<ResetReason> expect,
      Duration usbDataCut) {
    this(run, via, ends, within, expect, usbDataCut, List.of(), Optional.empty());
  }
}
