package org.hilfarm.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hilfarm.server.report.Past;
import org.hilfarm.server.report.Trend;
import org.junit.jupiter.api.Test;

class StripTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");

  /** Passed and failed, day after day. */
  private static Strip strip(int[]... days) {
    return Strip.of(
        IntStream.range(0, days.length)
            .mapToObj(
                i -> new Past.Cell(FIRST.plusDays(i), FIRST.plusDays(i), days[i][0], days[i][1]))
            .toList());
  }

  @Test
  void who_does_not_see_it_is_told_the_same() {
    assertThat(strip(new int[] {3, 0}, new int[] {0, 0}, new int[] {2, 0}).words())
        .isEqualTo("no failure on 2 days with runs");
    assertThat(strip(new int[] {3, 1}, new int[] {0, 0}, new int[] {0, 2}).words())
        .isEqualTo("failed on 2 of 2 days with runs: 2 of 2 on 2026-11-03, 1 of 4 on 2026-11-01");
    int[][] six = new int[6][];
    Arrays.fill(six, new int[] {0, 1});
    assertThat(strip(six).words()).startsWith("failed on 6 of 6 days").endsWith("and before");
  }

  @Test
  void one_failure_among_thousands_is_still_seen_and_so_is_one_pass() {
    assertThat(strip(new int[] {9_999, 1}).bars())
        .containsExactly(new Strip.Bar("passed", 0, 0, 19), new Strip.Bar("failed", 0, 19, 5));
    assertThat(strip(new int[] {1, 9_999}).bars())
        .containsExactly(new Strip.Bar("passed", 0, 0, 5), new Strip.Bar("failed", 0, 5, 19));
    assertThat(strip(new int[] {0, 1}, new int[] {0, 0}, new int[] {1, 0}).bars())
        .containsExactly(new Strip.Bar("failed", 0, 0, 24), new Strip.Bar("passed", 12, 0, 24));
  }

  @Test
  void a_line_stays_inside_its_picture_whatever_was_measured() {
    for (double[] values :
        List.of(
            new double[] {1},
            new double[] {5, 5},
            new double[] {-Double.MAX_VALUE, Double.MAX_VALUE, 0})) {
      List<Trend.Point> points =
          Arrays.stream(values).mapToObj(v -> new Trend.Point(Instant.EPOCH, v)).toList();
      Spark spark = Spark.of(points);
      assertThat(spark.points()).endsWith(spark.x() + "," + spark.y());
      for (String point : spark.points().split("[ ,]", -1)) {
        assertThat(Double.parseDouble(point)).isBetween(0.0, 150.0);
      }
      assertThat(spark.points().split(" ", -1)).hasSameSizeAs(values);
    }
  }
}
