package org.hilfarm.drivers.serial;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that does not answer holds up nobody. */
@Timeout(20)
class PortCallsTest {
  private static final Path PORT = Path.of("/dev/ttyACM9");
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATER = Duration.ofSeconds(10);

  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @AfterEach
  void release() {
    answer.countDown();
  }

  private boolean wedged() {
    try {
      return answer.await(15, SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void a_close_that_blocks_is_left_behind() {
    Runnable blocks =
        () -> {
          assertThat(wedged()).isTrue();
          closed.countDown();
        };
    assertThat(PortCalls.close(PORT, blocks, SOON)).isFalse();
    assertThat(closed.getCount()).isOne();
    assertThat(PortCalls.close(PORT, () -> {}, LATER)).isTrue();
  }

  @Test
  void an_open_that_blocks_says_so_and_one_that_comes_too_late_is_closed_again() throws Exception {
    assertThatThrownBy(() -> PortCalls.open(PORT, this::wedged, closed::countDown, SOON))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot open serial port /dev/ttyACM9: its driver did not answer within 50 ms;"
                + " the device is wedged: cut its power");
    answer.countDown();
    assertThat(closed.await(10, SECONDS)).isTrue();
  }

  @Test
  void an_interrupt_is_kept_and_cuts_nothing_off() throws Exception {
    Thread.currentThread().interrupt();
    assertThat(PortCalls.open(PORT, () -> true, () -> {}, LATER)).isTrue();
    assertThat(PortCalls.close(PORT, closed::countDown, LATER)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed.getCount()).isZero();
  }
}
