package org.hilfarm.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.server.postgres.HealthRows.Day;
import org.junit.jupiter.api.Test;

class BoardHealthTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static BoardHealth health(BoardState state, String since, Day... stored) {
    BoardStatus board =
        new BoardStatus(
            new RackId("demo"),
            new SlotId("slot1"),
            new BoardSerial("P1"),
            new BoardTypeId("raspberry_pi_pico"),
            Set.of(),
            state,
            "",
            Instant.parse(since));
    return BoardHealth.of(board, TODAY, List.of(stored), Optional.empty());
  }

  @Test
  void a_quarantine_that_lasts_counts_from_its_first_day_to_today() {
    BoardHealth health =
        health(BoardState.QUARANTINED, "2026-11-20T23:59:00Z", new Day(1, 3, 1, false));
    assertThat(health.days().values())
        .containsExactlyInAnyOrder(
            new Day(0, 0, 0, true), new Day(1, 3, 1, true), new Day(2, 0, 0, true));
  }

  @Test
  void one_from_before_these_days_or_by_a_clock_that_is_ahead_is_bounded() {
    assertThat(health(BoardState.QUARANTINED, "1970-01-01T00:00:00Z").days()).hasSize(30);
    assertThat(health(BoardState.QUARANTINED, "2026-12-24T00:00:00Z").days()).hasSize(1);
  }

  @Test
  void a_board_that_is_in_no_quarantine_has_the_days_that_are_stored() {
    assertThat(health(BoardState.READY, "2026-11-01T00:00:00Z", new Day(4, 1, 0, false)).days())
        .containsOnlyKeys(4);
  }
}
