package org.hilfarm.farm.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.wire.runapi.ScheduleView;
import org.junit.jupiter.api.Test;

class ScheduleTextTest {
  private static ScheduleView view(
      boolean paused, Optional<ScheduleView.Fire> last, List<String> problems) {
    return new ScheduleView(
        new ScheduleId("nightly"),
        "0 2 * * *",
        "Europe/Berlin",
        new SuiteId("nightly-soak"),
        "folder /srv/builds",
        paused,
        paused ? Optional.empty() : Optional.of(Instant.parse("2026-11-24T01:00:00Z")),
        last,
        problems);
  }

  private static ScheduleView.Fire fire(String how, int missed, Optional<String> problem) {
    return new ScheduleView.Fire(
        Instant.parse("2026-11-23T01:00:00Z"),
        how,
        missed,
        problem.isPresent() ? Optional.empty() : Optional.of(new RunId("r12")),
        problem.isPresent() ? Optional.empty() : Optional.of("mergeable"),
        problem);
  }

  private static String text(ScheduleView view) {
    return String.join("\n", ScheduleText.lines(List.of(view), 200));
  }

  @Test
  void times_are_told_by_the_schedules_own_clocks() {
    assertThat(text(view(false, Optional.of(fire("due", 0, Optional.empty())), List.of())))
        .endsWith(
            "nightly   0 2 * * * Europe/Berlin  nightly-soak  2026-11-24 02:00  2026-11-23 02:00"
                + "  r12: mergeable");
  }

  @Test
  void a_catch_up_says_what_was_missed() {
    assertThat(text(view(false, Optional.of(fire("catch-up", 3, Optional.empty())), List.of())))
        .contains("2026-11-23 02:00, caught up with later; 3 more were missed");
  }

  @Test
  void a_problem_stands_below_the_table_without_control_characters() {
    Optional<String> problem = Optional.of("GET http://b: \u001b[31mno");
    assertThat(
            text(view(true, Optional.of(fire("due", 0, problem)), List.of(problem.orElseThrow()))))
        .contains("paused")
        .contains("no run")
        .endsWith("\nnightly: GET http://b: .[31mno");
  }

  @Test
  void in_json_every_key_is_there() {
    assertThat(ScheduleText.json(List.of(view(true, Optional.empty(), List.of()))))
        .contains("\"next\" : null", "\"last\" : null", "\"paused\" : true", "\"problems\" : [ ]");
  }

  @Test
  void no_schedules_say_where_they_are_kept() {
    assertThat(ScheduleText.lines(List.of(), 80))
        .containsExactly("No schedule; they are kept in board-configs/schedules.yaml.");
  }
}
