package org.hilfarm.farm.compare.judge;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A difference somebody has looked at.
 *
 * @param where in which {@code item: label}; all of it must fit
 * @param virtual all that the virtual board says there
 * @param emulated all that the emulated board says there
 * @param whose who is wrong
 * @param reason why, in a sentence
 */
public record Known(Pattern where, Pattern virtual, Pattern emulated, Whose whose, String reason) {
  /** Whose lie a difference is. */
  public enum Whose {
    /** The emulated silicon is not as a board's. */
    EMULATOR,
    /** The virtual board does not say what the firmware says. */
    VIRTUAL_BOARD,
    /** Boards differ among themselves here. */
    BOTH_FINE;

    /** As people read it. */
    public String text() {
      return switch (this) {
        case EMULATOR -> "the emulator's";
        case VIRTUAL_BOARD -> "the virtual board's";
        case BOTH_FINE -> "nobody's: both are fine";
      };
    }

    static Whose of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  boolean fits(String place, String virtualLines, String emulatedLines) {
    return where.matcher(place).matches()
        && virtual.matcher(virtualLines).matches()
        && emulated.matcher(emulatedLines).matches();
  }
}
