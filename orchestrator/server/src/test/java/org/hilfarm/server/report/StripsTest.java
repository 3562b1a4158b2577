package org.hilfarm.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hilfarm.server.postgres.PastRows;
import org.junit.jupiter.api.Test;

class StripsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  private static PastRows.Day day(int back, int passed, int failed) {
    return new PastRows.Day(TODAY.minusDays(back), passed, failed);
  }

  @Test
  void each_day_has_a_cell_also_one_without_runs() {
    List<Past.Cell> strip = Strips.of(TODAY, 2, List.of(day(2, 3, 1), day(0, 0, 2)));
    assertThat(strip)
        .containsExactly(
            new Past.Cell(TODAY.minusDays(2), TODAY.minusDays(2), 3, 1),
            new Past.Cell(TODAY.minusDays(1), TODAY.minusDays(1), 0, 0),
            new Past.Cell(TODAY, TODAY, 0, 2));
  }

  @Test
  void half_a_year_is_told_in_no_more_cells_than_can_be_seen() {
    List<Past.Cell> strip =
        Strips.of(TODAY, 180, List.of(day(0, 1, 0), day(2, 1, 0), day(180, 0, 1)));
    assertThat(strip).hasSizeLessThanOrEqualTo(60);
    assertThat(strip.getLast().last()).isEqualTo(TODAY);
    assertThat(strip.getFirst().failed()).isEqualTo(1);
    assertThat(strip.stream().mapToInt(Past.Cell::passed).sum()).isEqualTo(2);
    for (int i = 1; i < strip.size(); i++) {
      assertThat(strip.get(i).first()).isEqualTo(strip.get(i - 1).last().plusDays(1));
    }
  }

  @Test
  void what_ended_past_midnight_of_the_database_is_of_its_last_day() {
    List<Past.Cell> strip = Strips.of(TODAY, 1, List.of(day(-1, 1, 0), day(2, 0, 1)));
    assertThat(strip.getLast().passed()).isEqualTo(1);
    assertThat(strip.getFirst().failed()).isEqualTo(1);
  }
}
