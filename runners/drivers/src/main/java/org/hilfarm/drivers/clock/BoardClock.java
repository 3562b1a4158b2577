package org.hilfarm.drivers.clock;

import java.nio.file.Path;
import java.time.Duration;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.time.Ticker;

/**
 * The time of the board at one port. A real board's is the wall's; a virtual rack publishes its
 * boards' in {@code <root>/run/hil/clock/<port>}, one line: board nanoseconds, this machine's
 * monotonic nanoseconds at the same instant, and how many board seconds pass in one of the wall. An
 * emulated board falls behind the wall when it has much to do: a fourth number says how few board
 * seconds pass then, and all patience is reckoned with that.
 *
 * <p>The file is read at each call, since a rack may change the rate. Any thread may use it.
 */
public final class BoardClock {
  /**
   * However fast a board's clock runs, this machine needs its own time to notice what happened: no
   * wait for a board is shorter than this on the wall.
   */
  public static final Duration LEAST_WAIT = Duration.ofSeconds(4);

  /** An emulated board's rate changes all the time: not looked at more often than this. */
  private static final long LOOK = Duration.ofMillis(1).toNanos();

  /** A board that is slow now may be fast soon. */
  private static final long LONGEST_NAP = Duration.ofMillis(500).toNanos();

  private final Path file;
  private final Ticker wall;

  BoardClock(Path file, Ticker wall) {
    this.file = file;
    this.wall = wall;
  }

  /** The clock of the board at a port. */
  public static BoardClock of(Path root, PortPath port) {
    return new BoardClock(root.resolve("run/hil/clock").resolve(port.value()), Ticker.system());
  }

  /** Board nanoseconds now; only differences mean anything. */
  public long nanos() {
    return ClockLine.read(file).boardNanosAt(wall.nanos());
  }

  /** This board's time as a ticker. */
  public Ticker ticker() {
    return this::nanos;
  }

  /** How much wall time may pass while this much board time does. */
  public Duration toWall(Duration boardTime) {
    return scaled(boardTime, 1 / ClockLine.read(file).slow());
  }

  /** Returns once this much board time has passed, or the deadline. */
  public void letPass(Duration boardTime, Deadline deadline) throws InterruptedException {
    ClockLine clock = ClockLine.read(file);
    long until = clock.boardNanosAt(wall.nanos()) + boardTime.toNanos();
    long left = boardTime.toNanos();
    while (left > 0 && !deadline.passed()) {
      Pause.until(deadline.within(nap((long) (left / clock.rate()))));
      clock = ClockLine.read(file);
      left = until - clock.boardNanosAt(wall.nanos());
    }
  }

  private static Duration nap(long nanos) {
    return Duration.ofNanos(Math.clamp(nanos, LOOK, LONGEST_NAP));
  }

  /** How much board time passes while this much wall time does. */
  public Duration toBoard(Duration wallTime) {
    return scaled(wallTime, ClockLine.read(file).rate());
  }

  /** A deadline on the wall's clock this much board time from now, but none later than the cap. */
  public Deadline deadline(Duration boardTime, Deadline cap) {
    return cap.within(toWall(boardTime));
  }

  /**
   * A deadline that has passed once the board has had this much of its own time, or the cap has. An
   * emulated board that runs well is given up no later than a real one, and one that is starved not
   * sooner. For waits that look again and again, since its time may pass slower than the wall's;
   * never shorter than {@link #LEAST_WAIT} at the board's present rate.
   */
  public Deadline following(Duration boardTime, Deadline cap) {
    Duration atLeast = toBoard(LEAST_WAIT);
    Duration budget = boardTime.compareTo(atLeast) < 0 ? atLeast : boardTime;
    return Deadline.after(budget, new Had(this, nanos(), cap));
  }

  /** How much of its own time a board has had; where the cap has passed, all there is. */
  private record Had(BoardClock clock, long since, Deadline cap) implements Ticker {
    private static final long ALL = Long.MAX_VALUE / 2;

    @Override
    public long nanos() {
      return cap.passed() ? ALL : clock.nanos() - since;
    }
  }

  /** A deadline on the wall's clock this much board time from now. */
  public Deadline deadline(Duration boardTime) {
    return Deadline.after(toWall(boardTime), wall);
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }
}
