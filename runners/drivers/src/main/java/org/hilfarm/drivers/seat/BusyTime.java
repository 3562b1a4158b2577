package org.hilfarm.drivers.seat;

import java.time.Duration;
import java.util.function.Consumer;
import org.hilfarm.drivers.console.RunFollower;
import org.hilfarm.time.Ticker;

/**
 * How long the board was at work for the script, on the wall's clock: taking in its code (it
 * compiles as it reads), running it, or starting again, from the first sign of each stretch to its
 * last. What is left of a script's time is the farm's own: sending, files for the drive, questions
 * about a start, and its own thinking.
 */
public final class BusyTime {
  private final Ticker ticker;
  private long total;
  private long since = -1;
  private long last;

  public BusyTime(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The board gave a sign of life that belongs to the script. */
  public void seen() {
    last = ticker.nanos();
    if (since < 0) {
      since = last;
    }
  }

  /** A stretch is over. */
  public void pause() {
    if (since >= 0) {
      total += last - since;
      since = -1;
    }
  }

  /** Takes the time of a run of the script's code; what it prints goes on. */
  public RunFollower following(Consumer<byte[]> output) {
    return new RunFollower() {
      @Override
      public void boardsTurn() {
        seen();
      }

      @Override
      public void farmsTurn() {
        seen();
        pause();
      }

      @Override
      public void output(byte[] bytes) {
        seen();
        output.accept(bytes);
      }
    };
  }

  public Duration total() {
    pause();
    return Duration.ofNanos(total);
  }
}
