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

  /** How long a lease lasts unless somebody says otherwise. */
  public static final Duration USUAL_LEASE = Duration.ofSeconds(12);

  /** No agent that is there needs longer to take an offer up. */
  private static final Duration LONGEST_OFFER = Duration.ofSeconds(5);

  /** What the farm is run with: a dead agent is noticed within 15 seconds. */
  public static Patience usual() {
    return of(USUAL_LEASE);
  }

  /** The same with leases of another length; what is told by it follows. */
  public static Patience of(Duration lease) {
    return new Patience(
        lease,
        lease.dividedBy(4),
        lease.multipliedBy(5).dividedBy(4),
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

  /** How long an offer is good until its agent takes it up; then another gets the job. */
  public Duration offer() {
    return lease.compareTo(LONGEST_OFFER) < 0 ? lease : LONGEST_OFFER;
  }
}
