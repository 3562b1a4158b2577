package org.hilfarm.time;

import java.util.concurrent.locks.LockSupport;

/** Waiting where there is no event to wait for: between two looks, or before asking again. */
public final class Pause {
  private Pause() {}

  /** Waits until the deadline has passed; an interrupt ends it at once. */
  public static void until(Deadline deadline) throws InterruptedException {
    while (!deadline.passed()) {
      LockSupport.parkNanos(deadline.left().toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting to try again");
      }
    }
  }
}
