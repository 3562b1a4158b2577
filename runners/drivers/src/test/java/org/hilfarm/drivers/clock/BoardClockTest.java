package org.hilfarm.drivers.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardClockTest {
  final Path folder;
  final AtomicLong wall = new AtomicLong(1_000);

  BoardClockTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void without_a_file_board_time_is_wall_time() {
    BoardClock clock = clock();
    assertThat(clock.toWall(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(clock.nanos()).isEqualTo(1_000);
  }

  @Test
  void a_fast_board_needs_less_of_the_walls_time() throws Exception {
    BoardClock clock = clock("500 1000 20.0\n");
    assertThat(clock.toWall(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(500));
    assertThat(clock.toBoard(Duration.ofMillis(500))).isEqualTo(Duration.ofSeconds(10));
    wall.set(1_100);
    assertThat(clock.ticker().nanos()).isEqualTo(500 + 100 * 20);
  }

  @Test
  void a_rate_in_exponent_form_is_understood() throws Exception {
    assertThat(clock("5 6 1.0E-4").toWall(Duration.ofMillis(1))).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_changed_rate_counts_from_the_next_call() throws Exception {
    BoardClock clock = clock("0 0 2");
    assertThat(clock.toWall(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
    clock("0 0 4");
    assertThat(clock.toWall(Duration.ofSeconds(2))).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void a_deadline_in_board_time_ends_no_later_than_its_cap() throws Exception {
    BoardClock clock = clock("0 0 0.25");
    Deadline cap = Deadline.after(Duration.ofSeconds(6), wall::get);
    assertThat(clock.deadline(Duration.ofSeconds(1), cap).left()).isEqualTo(Duration.ofSeconds(4));
    assertThat(clock.deadline(Duration.ofSeconds(2), cap).left()).isEqualTo(Duration.ofSeconds(6));
    assertThat(clock.deadline(Duration.ofSeconds(2)).left()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void a_deadline_that_follows_the_board_s_clock_passes_when_the_board_has_had_its_time()
      throws Exception {
    BoardClock clock = clock("0 0 0.5 0.1");
    Deadline cap = Deadline.after(Duration.ofSeconds(60), wall::get);
    Deadline deadline = clock.following(Duration.ofSeconds(10), cap);
    wall.addAndGet(Duration.ofSeconds(12).toNanos());
    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(4));
    clock("6000000000 %d 0.01".formatted(wall.get()));
    wall.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(deadline.passed()).isFalse();
    wall.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(deadline.passed()).as("the cap has").isTrue();
  }

  @Test
  void on_a_fast_board_it_leaves_this_machine_its_own_time() throws Exception {
    Deadline cap = Deadline.after(Duration.ofSeconds(60), wall::get);
    Deadline deadline = clock("0 0 20").following(Duration.ofSeconds(10), cap);
    wall.addAndGet(Duration.ofMillis(3999).toNanos());
    assertThat(deadline.passed()).isFalse();
    wall.addAndGet(Duration.ofMillis(2).toNanos());
    assertThat(deadline.passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2", "1 2 0.0", "1 2 -1", "1 2 NaN", "1 2 999999", "x y z"})
  void a_line_that_is_no_clock_is_named(String line) throws Exception {
    BoardClock clock = clock(line);
    assertThatThrownBy(clock::nanos)
        .isInstanceOf(ClockException.class)
        .hasMessageStartingWith(
            "the board clock " + folder.resolve("1-1.4") + " must hold one line");
  }

  private BoardClock clock() {
    return new BoardClock(folder.resolve("1-1.4"), wall::get);
  }

  private BoardClock clock(String line) throws Exception {
    Files.writeString(folder.resolve("1-1.4"), line);
    return clock();
  }
}
