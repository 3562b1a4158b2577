package org.hilfarm.virtual.rack;

import java.time.Duration;
import java.util.Locale;
import org.hilfarm.time.Ticker;
import org.hilfarm.virtual.board.BoardTime;

/** Board time at a constant rate, from when the rack was made. */
final class RackTime implements BoardTime {
  private final Ticker ticker;
  private final double rate;
  private final long start;

  RackTime(Ticker ticker, double rate) {
    this.ticker = ticker;
    this.rate = rate;
    this.start = ticker.nanos();
  }

  @Override
  public long nanos() {
    return at(ticker.nanos());
  }

  private long at(long tick) {
    return (long) ((tick - start) * rate);
  }

  @Override
  public Duration toWall(Duration boardTime) {
    return Duration.ofNanos((long) (boardTime.toNanos() / rate));
  }

  /** What a slot's clock file says: board time, the host's monotonic time, the rate. */
  String published() {
    long now = ticker.nanos();
    return String.format(Locale.ROOT, "%d %d %s%n", at(now), now, rate);
  }
}
