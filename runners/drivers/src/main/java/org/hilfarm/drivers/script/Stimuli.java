package org.hilfarm.drivers.script;

import java.util.Optional;
import org.hilfarm.drivers.reset.Words;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.Stimulus;

/** What a phase does to the board, from the reason its header expects. */
final class Stimuli {
  private Stimuli() {}

  /** A phase that ends in a reset and names no reason resets by software. */
  static Stimulus of(Optional<ResetReason> expected) {
    return expected.map(Words::stimulusFor).orElse(Stimulus.SOFTWARE_RESET);
  }

  static String words(Optional<ResetReason> expected) {
    return Words.of(of(expected));
  }
}
