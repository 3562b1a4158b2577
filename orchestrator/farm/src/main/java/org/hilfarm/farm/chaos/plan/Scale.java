package org.hilfarm.farm.chaos.plan;

import java.time.Duration;

/**
 * How much a round does.
 *
 * @param builds how many builds are handed in besides the baseline
 * @param strikes how much is done to the farm
 * @param during how long it is struck
 * @param lease how long a lease lasts, which says how long a process is stopped
 */
public record Scale(int builds, int strikes, Duration during, Duration lease) {
  /** A campaign by hand: each kind of strike twice. */
  public static Scale usual(Duration lease) {
    return new Scale(8, 30, Duration.ofMinutes(1), lease);
  }

  /** What fits into a build that is verified on two cores: each kind once. */
  public static Scale small(Duration lease) {
    return new Scale(2, 12, Duration.ofSeconds(30), lease);
  }
}
