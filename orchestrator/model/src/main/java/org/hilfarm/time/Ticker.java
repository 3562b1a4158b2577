package org.hilfarm.time;

/**
 * A source of elapsed time in nanoseconds; only differences mean anything. Any thread may read it.
 */
@FunctionalInterface
public interface Ticker {
  /** The time of this machine's monotonic clock. */
  static Ticker system() {
    return System::nanoTime;
  }

  long nanos();
}
