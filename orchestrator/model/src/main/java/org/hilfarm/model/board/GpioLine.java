package org.hilfarm.model.board;

import java.util.regex.Pattern;

/**
 * A GPIO line of the host, which gpioset drives while it is on and lets go again. What is wired to
 * it must be off while nobody drives it: when the host starts, and after gpioset has ended.
 *
 * @param chip as gpiodetect names it, such as {@code gpiochip0}
 * @param line its number on that chip
 * @param activeLow whether a low level is on
 */
public record GpioLine(String chip, int line, boolean activeLow) implements SlotSwitch {
  private static final Pattern CHIP = Pattern.compile("gpiochip[0-9]{1,3}");
  private static final int LINES = 1024;

  public GpioLine {
    if (!CHIP.matcher(chip).matches()) {
      throw new IllegalArgumentException(
          "a chip is called as gpiodetect says, such as gpiochip0, not \"" + chip + "\"");
    }
    if (line < 0 || line >= LINES) {
      throw new IllegalArgumentException("a line is 0 to " + (LINES - 1) + ", not " + line);
    }
  }
}
