package org.hilfarm.server.schedule;

import java.util.Optional;

/**
 * What is done by the clock beside all schedules. Neither throws.
 *
 * @param sweep lets go of what is too old; empty: nobody ever does
 * @param reconcile asks GitHub for what it could not tell; empty: this orchestrator does not
 */
public record Chores(Optional<Runnable> sweep, Optional<Runnable> reconcile) {
  /** Whether there is nothing. */
  public boolean none() {
    return sweep.isEmpty() && reconcile.isEmpty();
  }
}
