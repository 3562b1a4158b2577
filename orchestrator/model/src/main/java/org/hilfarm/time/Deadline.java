package org.hilfarm.time;

import java.time.Duration;

/**
 * A point in time after which waiting stops. It is made once, where the budget is known, and passed
 * down; each step below reads what is left instead of inventing a timeout of its own.
 *
 * @param ticker the clock it is read against
 * @param dueNanos the ticker's reading at which the deadline has passed
 * @param budget what was given at the start, for messages
 */
public record Deadline(Ticker ticker, long dueNanos, Duration budget) {

  /** A deadline this far from now. */
  public static Deadline after(Duration budget, Ticker ticker) {
    return new Deadline(ticker, ticker.nanos() + budget.toNanos(), budget);
  }

  /** A deadline this far from now on this machine's clock. */
  public static Deadline after(Duration budget) {
    return after(budget, Ticker.system());
  }

  /** What is left; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, dueNanos - ticker.nanos()));
  }

  /** What is left in whole milliseconds, rounded up, so that waiting for it never spins. */
  public long leftMillis() {
    return (left().toNanos() + 999_999) / 1_000_000;
  }

  /** Whether nothing is left. */
  public boolean passed() {
    return dueNanos - ticker.nanos() <= 0;
  }

  /**
   * The earlier of this deadline and one this far from now: an inner budget inside an outer one.
   */
  public Deadline within(Duration inner) {
    Deadline other = after(inner, ticker);
    return other.dueNanos - dueNanos < 0 ? other : this;
  }
}
