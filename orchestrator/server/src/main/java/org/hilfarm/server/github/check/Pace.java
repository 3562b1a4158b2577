package org.hilfarm.server.github.check;

import java.time.Duration;

/**
 * How often GitHub is told of one check.
 *
 * @param gap between any two requests that change it
 * @param progress between two that only say how far it is
 * @param look how often it is looked at whether there is news
 * @param lease so much later another orchestrator takes over from one that is no more
 * @param firstRest after a request in vain; twice as long after each further one
 * @param longestRest and no longer than this
 */
public record Pace(
    Duration gap,
    Duration progress,
    Duration look,
    Duration lease,
    Duration firstRest,
    Duration longestRest) {
  private static final int DOUBLINGS = 12;

  /** As GitHub likes it. */
  public static Pace usual() {
    return new Pace(
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(90),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5));
  }

  /** After so many in vain. */
  Duration rest(int tries) {
    Duration rest = firstRest.multipliedBy(1L << Math.clamp(tries, 0, DOUBLINGS));
    return rest.compareTo(longestRest) > 0 ? longestRest : rest;
  }

  /** All that is asked in one turn is answered by then, well before the lease ends. */
  Duration turn() {
    return lease.dividedBy(2);
  }
}
