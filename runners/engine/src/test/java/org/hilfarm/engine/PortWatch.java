package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.PortPath;

/**
 * Writes down what enumerated at a port and how long it stayed: bootloaders have no row in the
 * ledger of resets, and yet what enters them resets the board.
 */
final class PortWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(2);
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private record Life(UsbDevice device, long came, long left) {
    Duration lasted() {
      return Duration.ofNanos(left - came);
    }
  }

  private final UsbTree usb;
  private final PortPath port;
  private final List<Life> lives = new ArrayList<>();
  private final Thread thread;
  private volatile boolean over;

  PortWatch(Path root, PortPath port) {
    this.usb = new UsbTree(root);
    this.port = port;
    this.thread = Thread.ofPlatform().name("watches port " + port).start(this::watch);
  }

  private void watch() {
    Optional<UsbDevice> before = Optional.empty();
    long came = 0;
    while (!over) {
      Optional<UsbDevice> now = usb.at(port);
      boolean same = now.map(UsbDevice::generation).equals(before.map(UsbDevice::generation));
      if (!same) {
        long time = System.nanoTime();
        if (before.isPresent()) {
          lives.add(new Life(before.get(), came, time));
        }
        before = now;
        came = time;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /**
   * None of them left within a second of board time after it came.
   *
   * @param rate how much faster the board's clock runs
   */
  void allStayedLongEnough(int rate, int atLeast) {
    end();
    assertThat(lives).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(lives)
        .allSatisfy(
            life ->
                assertThat(life.lasted().multipliedBy(rate))
                    .as("%s stayed %s", life.device().id(), life.lasted())
                    .isGreaterThan(WINDOW));
  }

  private void end() {
    over = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
