package org.hilfarm.drivers.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opening and closing a port ask its driver, which may never answer where the device is wedged.
 * Each is done on a thread of its own, which is left behind then: nobody waits for it.
 */
final class PortCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PortCalls.class);
  private static final int STACK_BYTES = 256 * 1024;

  private enum Opening {
    UNDER_WAY,
    OPEN,
    FAILED,
    GIVEN_UP
  }

  private PortCalls() {}

  /**
   * Opens a port; one that opens after we gave up on it is closed again.
   *
   * @param open opens; whether it did
   * @param close closes it again
   */
  static boolean open(Path path, BooleanSupplier open, Runnable close, Duration within)
      throws IOException {
    AtomicReference<Opening> state = new AtomicReference<>(Opening.UNDER_WAY);
    Runnable call =
        () -> {
          boolean opened = open.getAsBoolean();
          Opening end = opened ? Opening.OPEN : Opening.FAILED;
          if (!state.compareAndSet(Opening.UNDER_WAY, end) && opened) {
            close.run();
          }
        };
    boolean ended = inTime("open " + path.getFileName(), call, within);
    if (!ended && state.compareAndSet(Opening.UNDER_WAY, Opening.GIVEN_UP)) {
      throw new IOException(
          "cannot open serial port %s: its driver did not answer within %d ms; the device is wedged: cut its power"
              .formatted(path, within.toMillis()));
    }
    return state.get() == Opening.OPEN;
  }

  /** Closes a port; false where its driver does not answer in time. Never fails. */
  static boolean close(Path path, Runnable close, Duration within) {
    boolean ended = inTime("close " + path.getFileName(), close, within);
    if (!ended) {
      LOG.error(
          "closing serial port {} has not ended after {} ms: its device is wedged, and nobody waits"
              + " for it any longer",
          path,
          within.toMillis());
    }
    return ended;
  }

  /** Runs it beside us; false where it goes on after this time. An interrupt is kept for later. */
  private static boolean inTime(String name, Runnable call, Duration within) {
    Thread thread = Thread.ofPlatform().name(name).daemon().stackSize(STACK_BYTES).start(call);
    Deadline deadline = Deadline.after(within);
    boolean interrupted = false;
    while (thread.isAlive() && !deadline.passed()) {
      try {
        thread.join(deadline.left());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
