package org.hilfarm.drivers.reset;

import java.util.Set;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;

/**
 * What a family's firmware reports after one way to start, from some version on.
 *
 * @param since the first version it holds for
 * @param stimulus what was done to the board
 * @param usb whether it only holds with, or only without, USB attached
 * @param reasons the reset reasons that are right
 * @param safeModes the safe-mode reasons that are right
 * @param source where this is known from
 */
record Expectation(
    Version since,
    Stimulus stimulus,
    Usb usb,
    Set<ResetReason> reasons,
    Set<SafeModeReason> safeModes,
    String source) {
  /** Whether USB was attached when the board started. */
  enum Usb {
    PRESENT,
    ABSENT,
    ANY;

    boolean fits(boolean present) {
      return switch (this) {
        case PRESENT -> present;
        case ABSENT -> !present;
        case ANY -> true;
      };
    }
  }
}
