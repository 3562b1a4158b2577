package org.hilfarm.model.script;

import java.util.regex.Pattern;

/** The name of a suite: a list of scripts that are run together. */
public record SuiteId(String value) implements Comparable<SuiteId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");

  public SuiteId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid suite id: \"" + value + "\" (must match [a-z0-9][a-z0-9-]{0,40})");
    }
  }

  @Override
  public int compareTo(SuiteId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
