package org.hilfarm.virtual.circuitpython.port;

import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.ResetCause;

/**
 * {@code microcontroller.on_next_reset()} and {@code reset()}
 * (ports/.../common-hal/microcontroller/__init__.c).
 */
public final class Restart {
  private final Chip chip;
  private final Disk disk;
  private Mode next = Mode.NORMAL;

  public Restart(Chip chip, Disk disk) {
    this.chip = chip;
    this.disk = disk;
  }

  /** {@code microcontroller.RunMode}. */
  public enum Mode {
    NORMAL,
    SAFE_MODE,
    UF2,
    BOOTLOADER
  }

  /** What the next reset leads to; safe mode holds for a reset of any cause. */
  public void onNextReset(Mode mode) {
    next = mode;
    SavedWord word = new SavedWord(chip.retained());
    if (mode == Mode.SAFE_MODE) {
      word.safeMode(SafeModeReason.PROGRAMMATIC);
    } else {
      word.forgetSafeMode();
    }
  }

  /**
   * A hard fault: the chip starts again by software, in safe mode (supervisor/shared/safe_mode.c).
   */
  public void crash() {
    new SavedWord(chip.retained()).safeMode(SafeModeReason.HARD_FAULT);
    chip.reset(ResetCause.SOFTWARE);
  }

  /** Resets; the chip closes the firmware soon after. */
  public void now() {
    disk.flush();
    switch (next) {
      case NORMAL, SAFE_MODE -> chip.reset(ResetCause.SOFTWARE);
      case UF2 -> chip.resetToUf2();
      case BOOTLOADER -> chip.resetToBootloader();
    }
  }
}
