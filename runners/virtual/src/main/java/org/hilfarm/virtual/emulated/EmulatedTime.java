package org.hilfarm.virtual.emulated;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.hilfarm.time.Ticker;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.tree.Folders;

/**
 * The time of an emulated board. While its chip runs, it is the chip's own, which falls behind the
 * wall's when there is much to compute; without power and in the boot ROM it is the wall's, and
 * while the chip waits for its turn to start it nearly stands. Each step is published in the slot's
 * clock file, with how slow the board may become. Any thread may use it.
 */
public final class EmulatedTime implements BoardTime {
  /** A chip that computes runs at about this share of real time on one processor. */
  private static final double TYPICAL = 0.2;

  /** Nobody waits longer than this many times the board's own time. */
  private static final double SLOWEST = 0.01;

  /** How fast the figure for what is slow follows when it gets slower, and faster. */
  private static final double FALLS = 0.5;

  private static final double RISES = 0.05;
  private static final long WINDOW = Duration.ofMillis(250).toNanos();

  /** A step this far from what was published is published at once. */
  private static final long NOTABLE = Duration.ofMillis(5).toNanos();

  private final Path file;
  private final Ticker ticker;
  private double slow;
  private double rate = 1;

  /** Board time, and the wall's at the same moment. */
  private long board;

  private long wall;

  /** What the chip's own time is counted from, in board time. */
  private long powerOn;

  private long windowBoard;
  private long windowWall;
  private boolean windowBusy;

  /**
   * Board time from now on.
   *
   * @param chips how many share one processor
   */
  public EmulatedTime(Path file, Ticker ticker, int chips) throws IOException {
    this.file = file;
    this.ticker = ticker;
    this.slow = Math.max(SLOWEST, TYPICAL / chips);
    this.wall = ticker.nanos();
    publish();
  }

  @Override
  public synchronized long nanos() {
    return at(ticker.nanos());
  }

  private long at(long now) {
    return board + (long) ((now - wall) * rate);
  }

  /**
   * What the rack itself does for the board, such as its boot ROM's drive, is done in wall time.
   */
  @Override
  public Duration toWall(Duration boardTime) {
    return boardTime;
  }

  /** The chip is about to get its power: while others have their turn, hardly any time passes. */
  synchronized void waits() throws IOException {
    step(nanos(), slow);
    publish();
  }

  /** The chip's power comes: its time is counted from here. */
  synchronized void powered() throws IOException {
    step(nanos(), 1);
    powerOn = board;
    windowBoard = board;
    windowWall = wall;
    windowBusy = false;
    publish();
  }

  /** The chip's time since then. */
  synchronized void tells(ChipEvent.Time time) throws IOException {
    long now = ticker.nanos();
    long expected = at(now);
    long told = powerOn + time.nanos();
    double since = now - wall;
    double passed = told - board;
    step(told, since <= 0 ? rate : Math.clamp(passed / since, 1e-6, 1));
    windowBusy |= time.busy();
    boolean learnt = wall - windowWall >= WINDOW && learn();
    if (learnt || Math.abs(expected - told) > NOTABLE) {
      publish();
    }
  }

  /** The chip does not run: time passes as it does on the wall. */
  synchronized void stopped() throws IOException {
    step(nanos(), 1);
    publish();
  }

  private void step(long boardNow, double rateNow) {
    board = boardNow;
    wall = ticker.nanos();
    rate = rateNow;
  }

  /** Takes the speed of the last window into account, where the chip was busy in it. */
  private boolean learn() {
    double seen = (double) (board - windowBoard) / (wall - windowWall);
    boolean busy = windowBusy;
    windowBoard = board;
    windowWall = wall;
    windowBusy = false;
    if (busy) {
      slow += (Math.clamp(seen, SLOWEST, 1) - slow) * (seen < slow ? FALLS : RISES);
    }
    return busy;
  }

  /** Board time, the host's monotonic time, the rate now, the rate to reckon with. */
  private void publish() throws IOException {
    String line =
        String.format(Locale.ROOT, "%d %d %.6f %.6f%n", board, wall, Math.max(slow, rate), slow);
    Folders.replace(file, line.getBytes(US_ASCII));
  }
}
