package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;

/** Two resets within a second of a start put CircuitPython into safe mode: the farm makes none. */
final class ResetGaps {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private ResetGaps() {}

  /**
   * Each start of the ledger had more than a second of board time before the next reset.
   *
   * @param rate how much faster the boards' clock runs
   */
  static void areKept(BoardReport report, int rate) {
    List<ResetRecord> rows = report.resets();
    assertThat(rows).isNotEmpty();
    for (int i = 1; i < rows.size(); i++) {
      Optional<Instant> back = rows.get(i - 1).witnesses().usbBack();
      ResetRecord next = rows.get(i);
      Optional<Instant> left =
          next.witnesses().power().map(PowerCut::off).or(() -> next.witnesses().usbLeft());
      if (back.isPresent() && left.isPresent()) {
        Duration apart = Duration.between(back.get(), left.get()).multipliedBy(rate);
        assertThat(apart).as("before start %d (%s)", i + 1, next.stimulus()).isGreaterThan(WINDOW);
      }
    }
  }
}
