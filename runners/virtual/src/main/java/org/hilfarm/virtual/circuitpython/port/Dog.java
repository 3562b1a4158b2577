package org.hilfarm.virtual.circuitpython.port;

import java.time.Duration;
import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.circuitpython.console.BoardStopped;
import org.hilfarm.virtual.circuitpython.console.Breakable;
import org.hilfarm.virtual.circuitpython.console.Inbox;

/**
 * {@code microcontroller.watchdog} of one start (ports/.../common-hal/watchdog/WatchDogTimer.c).
 * The limits and their texts are in the Python module; here is what the hardware does.
 */
public final class Dog implements AutoCloseable {
  private final Chip chip;
  private final Inbox inbox;
  private Mode mode = Mode.NONE;
  private Duration timeout = Duration.ZERO;
  private long raiseAt;

  public Dog(Chip chip, Inbox inbox) {
    this.chip = chip;
    this.inbox = inbox;
  }

  /** {@code watchdog.WatchDogMode}, and None. */
  public enum Mode {
    NONE,
    RAISE,
    RESET
  }

  public Mode mode() {
    synchronized (inbox) {
      return mode;
    }
  }

  public Duration timeout() {
    return timeout;
  }

  public void timeout(Duration of) {
    timeout = of;
    start();
  }

  public void mode(Mode to) {
    Mode before = mode();
    synchronized (inbox) {
      mode = to;
    }
    if (before == Mode.RESET && to != Mode.RESET) {
      chip.disarmWatchdog();
    }
    start();
    if (to == Mode.RAISE && before != Mode.RAISE) {
      var unused = Thread.ofVirtual().name("watchdog " + chip.serial()).start(this::raise);
    }
  }

  /** RESET without a timeout resets now. */
  boolean bitesAtOnce() {
    return mode() == Mode.RESET && timeout.isZero() && !neverBites();
  }

  public void feed() {
    start();
  }

  private void start() {
    synchronized (inbox) {
      raiseAt = chip.time().nanos() + timeout.toNanos();
      inbox.notifyAll();
    }
    if (mode() == Mode.RESET && !neverBites()) {
      if (bitesAtOnce()) {
        chip.reset(ResetCause.WATCHDOG);
      } else {
        chip.armWatchdog(timeout);
      }
    }
  }

  private boolean neverBites() {
    return chip.trait("watchdog").filter("never"::equals).isPresent();
  }

  private void raise() {
    try {
      raiseWhenDue();
    } catch (BoardStopped e) {
      // Nothing is left to be raised in.
    }
  }

  private void raiseWhenDue() {
    synchronized (inbox) {
      while (mode == Mode.RAISE) {
        long left = raiseAt - chip.time().nanos();
        if (left <= 0) {
          mode = Mode.NONE;
          inbox.breakIn(Breakable.Cause.WATCHDOG);
          return;
        }
        inbox.await(Duration.ofNanos(left), () -> mode != Mode.RAISE);
      }
    }
  }

  /** The virtual machine ended: the nRF52840's hardware runs on, the others are stopped. */
  @Override
  public void close() {
    boolean runsOn = chip.trait("watchdog-at-end").filter("runs-on"::equals).isPresent();
    if (mode() != Mode.RESET || (chip.type().family() != Family.NRF52840 && !runsOn)) {
      mode(Mode.NONE);
    }
  }
}
