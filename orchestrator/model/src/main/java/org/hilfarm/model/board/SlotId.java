package org.hilfarm.model.board;

import java.util.regex.Pattern;

/** A place on a rack that holds one board, with its wiring. */
public record SlotId(String value) implements Comparable<SlotId> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,30}");

  public SlotId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid slot id: \"" + value + "\" (must match [A-Za-z0-9][A-Za-z0-9._-]{0,30})");
    }
  }

  @Override
  public int compareTo(SlotId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
