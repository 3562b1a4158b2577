package org.hilfarm.model.board;

import java.util.regex.Pattern;

/** The name of a rack: one host with its hubs and boards. */
public record RackId(String value) implements Comparable<RackId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  public RackId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid rack id: \"" + value + "\" (must match [a-z0-9][a-z0-9._-]{0,62})");
    }
  }

  @Override
  public int compareTo(RackId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
