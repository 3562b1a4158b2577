package org.hilfarm.model.plan;

import java.util.regex.Pattern;

/** A job's name: the run's, a dash and a number. */
public record JobId(String value) implements Comparable<JobId> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9-]{1,60}");

  public JobId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid job id: \"" + value + "\" (must match [A-Za-z0-9-]{1,60})");
    }
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
