package org.hilfarm.drivers.session;

import java.time.Duration;
import org.hilfarm.time.Ticker;

/**
 * How long the board was running the script's code or starting again, on the wall's clock: from the
 * first sign of each stretch to its last. What is left of a script's time is the farm's own.
 */
final class BusyTime {
  private final Ticker ticker;
  private long total;
  private long since = -1;
  private long last;

  BusyTime(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The board gave a sign of life that belongs to the script. */
  void seen() {
    last = ticker.nanos();
    if (since < 0) {
      since = last;
    }
  }

  /** A stretch is over. */
  void pause() {
    if (since >= 0) {
      total += last - since;
      since = -1;
    }
  }

  Duration total() {
    pause();
    return Duration.ofNanos(total);
  }
}
