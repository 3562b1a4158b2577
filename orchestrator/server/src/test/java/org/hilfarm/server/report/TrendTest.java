package org.hilfarm.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.server.fixture.TestData;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

  /** A reading every twelve hours. */
  private static Trend trend(double... values) {
    List<Trend.Point> points =
        IntStream.range(0, values.length)
            .mapToObj(i -> new Trend.Point(FIRST.plus(Duration.ofHours(12L * i)), values[i]))
            .toList();
    return new Trend(new Requirement(TestData.PICO.id(), TestData.HEAP), "free", "B", points);
  }

  @Test
  void a_slope_is_told_by_the_day_however_often_a_day_is_measured() {
    Trend falls = trend(171_000, 170_990, 170_980, 170_970);
    assertThat(falls.perDay().orElseThrow()).isCloseTo(-20, within(1e-6));
    assertThat(falls.slope()).isEqualTo("-20 B a day over 4 runs");
    assertThat(falls.ends()).isEqualTo("from 171000 B to 170970 B");
    assertThat(trend(1, 2, 3).slope()).isEqualTo("+2 B a day over 3 runs");
  }

  @Test
  void two_runs_tell_no_slope_and_neither_do_many_at_once() {
    assertThat(trend(1, 2).slope()).isEqualTo("too few runs for a slope");
    List<Trend.Point> atOnce =
        List.of(new Trend.Point(FIRST, 1), new Trend.Point(FIRST, 2), new Trend.Point(FIRST, 3));
    assertThat(new Trend(trend(1).pair(), "free", "B", atOnce).perDay()).isEmpty();
  }

  @Test
  void what_was_always_the_same_says_so() {
    assertThat(trend(5, 5, 5).slope()).isEqualTo("the same in all 3 runs");
    assertThat(trend(5, 5, 5).moves()).isZero();
  }

  @Test
  void numbers_that_no_sum_can_hold_have_no_slope() {
    Trend huge = trend(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE);
    assertThat(huge.perDay()).isEmpty();
    assertThat(huge.moves()).isZero();
    assertThat(huge.slope()).isEqualTo("too few runs for a slope");
  }
}
