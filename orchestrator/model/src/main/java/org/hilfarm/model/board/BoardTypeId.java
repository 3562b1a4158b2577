package org.hilfarm.model.board;

import java.util.regex.Pattern;

/**
 * CircuitPython's board id, such as {@code raspberry_pi_pico}; it names the artifact and the build
 * folder.
 */
public record BoardTypeId(String value) implements Comparable<BoardTypeId> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,80}");

  public BoardTypeId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid board id: \"" + value + "\" (must match [A-Za-z0-9._-]{1,80})");
    }
  }

  @Override
  public int compareTo(BoardTypeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
