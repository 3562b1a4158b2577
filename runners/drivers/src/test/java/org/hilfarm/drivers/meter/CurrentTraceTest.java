package org.hilfarm.drivers.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CurrentTraceTest {
  private static final Duration HELD = Duration.ofMillis(100);
  private final CurrentTrace.Writer writer = new CurrentTrace.Writer();

  private void millis(int count, double microamps) {
    for (int i = 0; i < 100 * count; i++) {
      writer.add(microamps / 1e6);
    }
  }

  @Test
  void the_lowest_held_is_that_of_the_sleep_and_no_dip_in_it() {
    millis(300, 5000);
    millis(10, 0);
    millis(200, 500);
    millis(300, 5000);
    assertThat(writer.trace().lowestHeld(HELD).orElseThrow()).isCloseTo(450, within(1.0));
    assertThat(writer.trace().highestHeld(HELD).orElseThrow()).isCloseTo(5000, within(1.0));
  }

  @Test
  void nothing_is_held_for_longer_than_was_measured() {
    millis(99, 5000);
    assertThat(writer.trace().lowestHeld(HELD)).isEmpty();
  }

  @Test
  void a_stretch_most_of_which_was_lost_has_no_mean() {
    millis(50, 500);
    writer.lost(5000);
    millis(50, 500);
    assertThat(writer.trace().lowestHeld(HELD)).isEmpty();
    assertThat(writer.trace().mean()).isEmpty();
  }

  @Test
  void what_is_longer_than_ten_minutes_is_cut_and_says_so() {
    writer.lost(CurrentTrace.LONGEST.toMillis() * 100 + 500);
    CurrentTrace made = writer.trace();
    assertThat(made.millis()).isEqualTo(600_000);
    assertThat(made.missing())
        .hasValue("the measurement was longer than 600 s; what came later is not in it");
  }
}
