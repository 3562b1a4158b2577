package org.hilfarm.farm.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
  private static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  private static final ScriptId HEAP = new ScriptId("heap/a");

  @Test
  void flakiness_is_a_table_with_the_counts() {
    FlakinessView view =
        new FlakinessView(30, List.of(new FlakinessView.Pair(PICO, HEAP, 38, 2, 9, 2, 3, 1)));
    assertThat(String.join("\n", HistoryText.flakiness(view, 200)))
        .contains("heap/a  raspberry_pi_pico  flaky  2 of 9 images both passed and failed")
        .contains("38 of 40 runs passed: 95 %, likely between 83 and 99 %")
        .endsWith("1 of 3 boards");
    assertThat(HistoryText.flakiness(new FlakinessView(7, List.of()), 80))
        .containsExactly("No script came to an end in the last 7 days.");
  }

  @Test
  void nights_tell_what_changed_and_what_moves() {
    NightsView view =
        new NightsView(
            new ScheduleId("nightly"),
            List.of(
                new NightsView.Night(
                    new RunId("r9"), Instant.parse("2026-11-23T02:00:00Z"), "blocked"),
                new NightsView.Night(
                    new RunId("r8"), Instant.parse("2026-11-22T02:00:00Z"), "mergeable")),
            List.of(new NightsView.Change(PICO, HEAP, "new failure", 1, 1, new RunId("r9"))),
            List.of(
                new NightsView.Course(
                    PICO, HEAP, "free\u001b[31m", "B", 3, 1000, 980, OptionalDouble.of(-10)),
                new NightsView.Course(PICO, HEAP, "still", "B", 3, 5, 5, OptionalDouble.of(0)),
                new NightsView.Course(PICO, HEAP, "young", "B", 2, 5, 6, OptionalDouble.empty())));
    assertThat(String.join("\n", HistoryText.nights(view, 200)))
        .startsWith("nightly: the last of 2 nights: 1 new failures, 0 still failing")
        .contains("2026-11-23T02:00:00Z  r9  blocked")
        .contains("heap/a on raspberry_pi_pico: new failure: failed in 1 of 2 nights, first in r9")
        .contains("-10 B a night over 3 nights, from 1000 to 980 B")
        .doesNotContain("\u001b")
        .doesNotContain("still:")
        .doesNotContain("young");
    NightsView none = new NightsView(new ScheduleId("nightly"), List.of(), List.of(), List.of());
    assertThat(HistoryText.nights(none, 80))
        .containsExactly("Schedule nightly has no finished run yet.");
  }
}
