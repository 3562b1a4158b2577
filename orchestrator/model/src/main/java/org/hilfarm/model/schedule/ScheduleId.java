package org.hilfarm.model.schedule;

import java.util.regex.Pattern;

/** The name of a schedule. */
public record ScheduleId(String value) implements Comparable<ScheduleId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");

  public ScheduleId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid name of a schedule: \""
              + (value.length() > 60 ? value.substring(0, 60) + "..." : value)
              + "\" (must match [a-z0-9][a-z0-9-]{0,40})");
    }
  }

  @Override
  public int compareTo(ScheduleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
