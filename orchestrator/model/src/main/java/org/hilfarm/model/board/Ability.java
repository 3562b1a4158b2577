package org.hilfarm.model.board;

import java.util.regex.Pattern;

/**
 * Something a board type or a slot can do and a script may need, such as {@code watchdog} or {@code
 * usb-data-switch}.
 */
public record Ability(String value) implements Comparable<Ability> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");

  /** What the farm itself adds to a board that is a program which plays its chip. */
  public static final Ability EMULATED = new Ability("emulated");

  /** What the farm itself adds to every other board. */
  public static final Ability HARDWARE = new Ability("hardware");

  public Ability {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid ability: \"" + value + "\" (must match [a-z0-9][a-z0-9-]{0,40})");
    }
  }

  @Override
  public int compareTo(Ability other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
