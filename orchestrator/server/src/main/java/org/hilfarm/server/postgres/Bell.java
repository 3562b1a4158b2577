package org.hilfarm.server.postgres;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.time.Deadline;

/**
 * Something that rings, and those who wait for it. Who reads {@link #rung} before looking at the
 * database and waits for a later ring afterwards misses nothing. Any thread may use it.
 */
public final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ring = lock.newCondition();
  private long rung;
  private boolean closed;

  /** How often it has rung. */
  public long rung() {
    lock.lock();
    try {
      return rung;
    } finally {
      lock.unlock();
    }
  }

  void ring() {
    lock.lock();
    try {
      rung++;
      ring.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it has rung more often than this; false where the deadline passed, or the farm
   * stops.
   */
  public boolean awaitAfter(long seen, Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (rung <= seen && !closed && !deadline.passed()) {
        long left = ring.awaitNanos(deadline.left().toNanos());
        if (left <= 0) {
          break;
        }
      }
      return rung > seen && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing will ring any more. */
  public boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes everybody for good. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ring.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
