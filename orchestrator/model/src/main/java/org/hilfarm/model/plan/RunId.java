package org.hilfarm.model.plan;

import java.util.regex.Pattern;

/** A run's name, unique in a farm and safe in a path and an address. */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9-]{1,40}");

  public RunId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid run id: \"" + value + "\" (must match [A-Za-z0-9-]{1,40})");
    }
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
