package org.hilfarm.model.script;

import java.time.Duration;

/** How often a suite goes through its scripts: more than once is a soak. */
public sealed interface Repeat {
  /** More would only fill the report: what 500 rounds do not show is for a longer script. */
  int MOST_ROUNDS = 500;

  /** A night and a day. */
  Duration LONGEST = Duration.ofHours(24);

  /** What every suite does that says nothing else. */
  Repeat ONCE = new Rounds(1);

  /**
   * By count.
   *
   * @param count 1 to {@value #MOST_ROUNDS}
   */
  record Rounds(int count) implements Repeat {
    public Rounds {
      if (count < 1 || count > MOST_ROUNDS) {
        throw new IllegalArgumentException(
            "must be 1 to %d rounds, not %d".formatted(MOST_ROUNDS, count));
      }
    }
  }

  /**
   * By time: as many rounds as are thought to fit, at least one. The count is fixed when the run is
   * planned, by how long the scripts took before; a clock never ends a run.
   *
   * @param time more than nothing, {@link #LONGEST} at most
   */
  record Lasting(Duration time) implements Repeat {
    public Lasting {
      if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "must be more than 0 and at most %d hours, not %s".formatted(LONGEST.toHours(), time));
      }
    }
  }
}
