package org.hilfarm.server.plan;

import java.time.Duration;

/**
 * How long the farm waits for what.
 *
 * @param lease how long a lease lasts unless it is renewed
 * @param renew how often an agent renews it; a fraction of the lease
 * @param silence after which a rack counts as offline
 * @param forget after which a silent rack's boards are no longer the farm's
 * @param board how long a job waits for a board while none that could take it is at work
 * @param attempts how often a job is tried in all
 */
public record Patience(
    Duration lease,
    Duration renew,
    Duration silence,
    Duration forget,
    Duration board,
    int attempts) {

  /** What the farm is run with: a dead agent is noticed within 15 seconds. */
  public static Patience usual() {
    return new Patience(
        Duration.ofSeconds(12),
        Duration.ofSeconds(3),
        Duration.ofSeconds(15),
        Duration.ofHours(24),
        Duration.ofMinutes(30),
        3);
  }

  public Patience {
    if (renew.multipliedBy(2).compareTo(lease) > 0 || attempts < 1) {
      throw new IllegalArgumentException(
          "a lease of %s must be renewed at least twice, not every %s; attempts %d"
              .formatted(lease, renew, attempts));
    }
  }
}
