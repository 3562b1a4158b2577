package org.hilfarm.virtual.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedTimeTest {
  private static final long SECOND = 1_000_000_000;

  private final Path file;
  private final AtomicLong wall = new AtomicLong(SECOND);
  private EmulatedTime time;

  EmulatedTimeTest(@TempDir Path folder) throws IOException {
    file = folder.resolve("1-1.1");
    time = new EmulatedTime(file, wall::get, 2);
  }

  @BeforeEach
  void it_says_from_the_start_how_slow_a_board_may_be() throws Exception {
    assertThat(published()).containsExactly(0, SECOND, 1, 0.1);
  }

  @Test
  void without_power_board_time_is_the_wall_s() {
    wall.addAndGet(3 * SECOND);
    assertThat(time.nanos()).isEqualTo(3 * SECOND);
  }

  @Test
  void a_running_chip_s_own_time_is_board_time_and_never_begins_anew() throws Exception {
    wall.addAndGet(SECOND);
    time.powered();
    tell(1000, 250);
    assertThat(time.nanos()).isEqualTo(SECOND + SECOND / 4);
    wall.addAndGet(SECOND);
    time.powered();
    long before = time.nanos();
    tell(1000, 500);
    assertThat(time.nanos()).isEqualTo(before + SECOND / 2);
  }

  @Test
  void while_others_have_their_turn_to_start_it_nearly_stands() throws Exception {
    wall.addAndGet(SECOND);
    time.waits();
    wall.addAndGet(10 * SECOND);
    assertThat(time.nanos()).isEqualTo(2 * SECOND);
    assertThat(published()).containsExactly(SECOND, 2 * SECOND, 0.1, 0.1);
  }

  @Test
  void patience_follows_a_chip_that_computes_and_ignores_one_that_waits() throws Exception {
    time.powered();
    for (int i = 1; i <= 40; i++) {
      wall.addAndGet(SECOND / 2);
      time.tells(new ChipEvent.Time(i * SECOND / 40, true));
    }
    assertThat(published()[3]).isCloseTo(0.05, within(0.001));
    for (int i = 1; i <= 40; i++) {
      wall.addAndGet(SECOND / 2);
      time.tells(new ChipEvent.Time(SECOND + i * SECOND / 2, false));
    }
    assertThat(published()[3]).isCloseTo(0.05, within(0.001));
  }

  @Test
  void a_chip_that_stands_still_has_a_rate_above_nothing() throws Exception {
    time.powered();
    for (int i = 0; i < 100; i++) {
      tell(1000, 0);
    }
    assertThat(published()[2]).isGreaterThanOrEqualTo(0.01);
    assertThat(published()[3]).isBetween(0.01, 0.02);
  }

  private void tell(long wallMillis, long chipMillis) throws IOException {
    wall.addAndGet(wallMillis * 1_000_000);
    time.tells(new ChipEvent.Time(chipMillis * 1_000_000, true));
  }

  private double[] published() throws IOException {
    return Arrays.stream(Files.readString(file).strip().split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
