package org.hilfarm.virtual.circuitpython.port;

import java.util.List;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.virtual.board.Retained;
import org.jspecify.annotations.Nullable;

/**
 * The words CircuitPython keeps over a reset in RAM that is not initialised: the safe mode to start
 * in (supervisor/shared/safe_mode.c) and that an alarm ends the sleep (ports/nordic, sleepmem).
 */
public final class SavedWord {
  private static final List<SafeModeReason> REASONS = List.of(SafeModeReason.values());
  private static final String SAFE_MODE = "circuitpython.safe-mode";
  private static final String WAKE = "circuitpython.wake";

  private final Retained retained;

  public SavedWord(Retained retained) {
    this.retained = retained;
  }

  public void safeMode(SafeModeReason reason) {
    retained.words().put(SAFE_MODE, REASONS.indexOf(reason));
  }

  public SafeModeReason safeMode() {
    @Nullable Integer kept = retained.words().get(SAFE_MODE);
    return kept == null ? SafeModeReason.NONE : REASONS.get(kept);
  }

  public void forgetSafeMode() {
    retained.words().remove(SAFE_MODE);
  }

  /** The next start will be an alarm's doing. */
  public void wakes() {
    retained.words().put(WAKE, 1);
  }

  /** Whether this start is an alarm's doing; asked once. */
  public boolean takeWake() {
    return retained.words().remove(WAKE) != null;
  }
}
