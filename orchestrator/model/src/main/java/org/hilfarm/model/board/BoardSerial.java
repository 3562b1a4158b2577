package org.hilfarm.model.board;

import java.util.regex.Pattern;

/**
 * The USB serial number a board reports while its application runs (CircuitPython: the chip's uid
 * as upper-case hex).
 */
public record BoardSerial(String value) implements Comparable<BoardSerial> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9:._-]{1,64}");

  public BoardSerial {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid USB serial: \"" + value + "\" (must match [A-Za-z0-9:._-]{1,64})");
    }
  }

  /** Whether some text is a serial by which a board can be known. */
  public static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public int compareTo(BoardSerial other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
