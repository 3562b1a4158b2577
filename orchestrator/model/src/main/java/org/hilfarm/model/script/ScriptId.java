package org.hilfarm.model.script;

import java.util.regex.Pattern;

/**
 * A script's path below {@code test-scripts} without its ending, such as {@code
 * watchdog/reset_bites}.
 */
public record ScriptId(String value) implements Comparable<ScriptId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9_]+(/[a-z0-9_]+)*");

  public ScriptId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid script id: \"" + value + "\" (must match [a-z0-9_]+(/[a-z0-9_]+)*)");
    }
  }

  /** Below which upstream's tests are named, whoever brought them; the farm's own are not there. */
  public static final String UPSTREAM = "upstream";

  /** Whether it is a test of upstream's: it is shown, and never decides. */
  public boolean ofUpstream() {
    return value.startsWith(UPSTREAM + "/");
  }

  @Override
  public int compareTo(ScriptId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
