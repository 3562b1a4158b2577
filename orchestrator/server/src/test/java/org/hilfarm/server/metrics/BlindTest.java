package org.hilfarm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.postgres.Census;
import org.hilfarm.server.postgres.DatabaseAwayException;
import org.hilfarm.server.postgres.Happening;
import org.junit.jupiter.api.Test;

class BlindTest {
  private static final Census ONE_JOB =
      new Census(
          List.of(
              new Census.Jobs(
                  new BoardTypeId("pico"), "waiting", false, 7, Duration.ofMillis(2500))),
          List.of(new Census.Racks(new RackId("demo"), Duration.ofMillis(1500), true)),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          2,
          4096);

  private boolean away;

  private final class Farm implements FarmGauges.Source {
    @Override
    public Census census() {
      if (away) {
        throw new DatabaseAwayException("PostgreSQL is away", new IllegalStateException());
      }
      return ONE_JOB;
    }

    @Override
    public List<BoardStatus> boards() {
      return List.of();
    }
  }

  @Test
  void while_the_database_is_away_old_numbers_are_not_shown_as_new_ones() {
    try (Metrics metrics = new Metrics(new Farm())) {
      metrics.happened(new Happening.LeaseExpired());
      assertThat(metrics.read())
          .contains(
              "hil_database_up 1.0",
              "hil_jobs{board_type=\"pico\",emulated=\"false\",state=\"waiting\"} 7.0",
              "hil_job_oldest_wait_seconds{board_type=\"pico\",emulated=\"false\"} 2.5",
              "hil_rack_silence_seconds{rack=\"demo\"} 1.5",
              "hil_rack_drained{rack=\"demo\"} 1.0",
              "hil_reports_due 2.0",
              "hil_leases_expired_total 1.0");
      away = true;
      assertThat(metrics.read())
          .contains("hil_database_up 0.0", "hil_leases_expired_total 1.0")
          .doesNotContain("hil_jobs{", "hil_rack_silence_seconds{", "hil_reports_due ");
      away = false;
      assertThat(metrics.read()).contains("hil_database_up 1.0", "hil_jobs{");
    }
  }
}
