package org.hilfarm.farm.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.farm.show.SampleRuns.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.lease.Progress.Stage;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;

class ShowTest {
  @Test
  void results_stand_side_by_side_with_the_reset_reasons_seen() {
    assertThat(String.join("\n", ResultsTable.lines(runs(), 80)))
        .isEqualTo(
            """
            circuitplayground_bluefruit  good                      regressed.[31m
            --------------------------------------------------------------------------------
            deep_sleep/time_alarm_wakes  passed: DEEP_SLEEP_ALARM  failed (FIRMWARE):
                                                                   SOFTWARE
            watchdog/reset_bites         passed: WATCHDOG          passed: WATCHDOG\
            """);
  }

  @Test
  void nothing_is_wider_than_the_terminal_down_to_a_narrow_one() {
    for (int width : new int[] {60, 80, 120}) {
      List<String> lines = new ArrayList<>(ResultsTable.lines(runs(), width));
      runs().forEach(run -> lines.addAll(VerdictText.lines(run, width)));
      assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void a_verdict_gives_its_reasons_and_what_was_not_tested() {
    assertThat(String.join("\n", VerdictText.lines(SampleRuns.regressed(), 80)))
        .isEqualTo(
            """
            regressed.[31m: blocked
              - deep_sleep/time_alarm_wakes on circuitplayground_bluefruit
                (A8F03C51D26B947E): the board says reset reason SOFTWARE instead of
                DEEP_SLEEP_ALARM [FIRMWARE: the author of the change]
              not covered, no such board here: [raspberry_pi_pico_w]
              not applicable: i2c/target_answers on circuitplayground_bluefruit: no slot of
              this type is wired for i2c-target
              report: http://127.0.0.1:8080/reports/r2/\
            """);
  }

  @Test
  void a_bar_fills_from_waiting_over_flashing_and_scripts_to_done() {
    var run =
        SampleRuns.under(
            List.of(
                job("waiting", Stage.WAITING, 0, 0),
                job("leased", Stage.FLASHING, 50, 0),
                job("leased", Stage.PROVING, 100, 0),
                job("leased", Stage.TESTING, 50, 2),
                job("done", Stage.DONE, 100, 2)));
    assertThat(String.join("\n", ProgressBars.bars(run, 80)))
        .isEqualTo(
            """
            good: running
              [----------------] circuitplayground_bluefruit waiting for a board
              [####------------] circuitplayground_bluefruit flashing 50 %
              [########--------] circuitplayground_bluefruit flashed, starting
              [############----] circuitplayground_bluefruit script 2 of 2: watchdog/reset_~
              [################] circuitplayground_bluefruit done\
            """);
  }

  @Test
  void who_waits_is_told_what_to_expect_and_which_run_took_whose_place() {
    RunView run = SampleRuns.waiting();
    assertThat(ProgressBars.line(run, run.jobs().getFirst()))
        .isEqualTo(
            "good: circuitplayground_bluefruit: waiting for a board (position 2, 1 board at work;"
                + " may start about 10:02 and end about 10:05 UTC)");
    assertThat(VerdictText.lines(run, 200))
        .contains(
            "  adafruit/circuitpython#10432 at 0123456789, in place of run r1",
            "  waits: circuitplayground_bluefruit: position 2, 1 board at work; may start about"
                + " 10:02 and end about 10:05 UTC");
    assertThat(RunJson.runs(List.of(run)))
        .contains(
            "\"pull_request\" : 10432",
            "\"commit\" : \"0123456789abcdef\"",
            "\"replaces\" : \"r1\"",
            "\"replaced_by\" : null",
            "\"position\" : 2",
            "\"boards_at_work\" : 1",
            "\"starts\" : \"2026-11-22T10:02:00Z\"");
  }

  @Test
  void a_log_line_names_run_board_and_station() {
    var job = job("leased", Stage.TESTING, 50, 2);
    assertThat(ProgressBars.line(SampleRuns.under(List.of(job)), job))
        .isEqualTo(
            "good: circuitplayground_bluefruit (A8F03C51D26B947E): script 2 of 2:"
                + " watchdog/reset_bites");
  }

  @Test
  void json_has_every_key_in_snake_case() {
    String json = RunJson.runs(List.of(SampleRuns.regressed()));
    assertThat(json)
        .contains(
            "\"verdict\" : \"blocked\"",
            "\"report_dir\" : \"/data/reports/r2\"",
            "\"board_type\" : \"circuitplayground_bluefruit\"",
            "\"family\" : \"NRF52840\"",
            "\"status\" : \"failed\"",
            "\"blame\" : \"FIRMWARE\"",
            "\"blame\" : null",
            "\"reset_reasons\" : [ \"SOFTWARE\" ]");
  }

  @Test
  void a_soak_says_its_rounds_what_failed_when_and_what_moved() {
    RunView soak = SampleRuns.soak();
    assertThat(String.join("\n", VerdictText.lines(soak, 80)))
        .contains(
            """
              circuitplayground_bluefruit: 2 of 20 rounds run
                watchdog/reset_bites did not pass in round 2 of 20
                watchdog/reset_bites: bites after 1.9 to 2.25 s, median 2 (2 values)
                the same each time: 1 measure\
            """);
    assertThat(String.join("\n", ResultsTable.lines(List.of(soak), 200)))
        .contains(
            "failed (FIRMWARE): WATCHDOG in round 2 of 20; passed: WATCHDOG in round 1 of 20");
    assertThat(ProgressBars.bars(soak, 80).get(1))
        .isEqualTo("  [#---------------] circuitplayground_bluefruit 2 of 20 rounds run");
    assertThat(ProgressBars.bars(soak, 80).get(2))
        .isEqualTo(
            "  [########--------] circuitplayground_bluefruit round 3 of 20 flashed, starting");
    assertThat(ProgressBars.bars(soak, 80)).hasSize(3);
    assertThat(RunJson.runs(List.of(soak)))
        .contains("\"rounds\" : 20", "\"rounds_run\" : 2", "\"round\" : 2", "\"median\" : 2.0");
  }

  @Test
  void json_is_the_same_in_whatever_order_attempts_ended() {
    String one = RunJson.runs(List.of(SampleRuns.tried(List.of(1, 2, 3))));
    assertThat(RunJson.runs(List.of(SampleRuns.tried(List.of(3, 1, 2))))).isEqualTo(one);
    assertThat(one.indexOf("\"attempt\" : 1")).isLessThan(one.indexOf("\"attempt\" : 2"));
  }

  @Test
  void the_end_of_a_demonstration_names_the_folders_of_the_reports() {
    assertThat(String.join("\n", DemoText.afterwards(List.of(SampleRuns.good()))))
        .isEqualTo(
            """
            The farm ends with this command. The reports stay for the next few demonstrations:
              good: /data/reports/r1
            To read one: python3 -m http.server --bind 127.0.0.1 --directory FOLDER\
            """);
  }

  @Test
  void a_row_with_another_number_of_cells_is_a_mistake() {
    assertThatThrownBy(() -> new Table("a", "b").row(List.of("1")))
        .hasMessage("a row of 1 cells in a table of 2 columns");
  }

  @Test
  void a_control_is_named_as_one_and_its_result_is_not_the_builds() {
    RunView run = SampleRuns.controlled(Optional.of("control of attempt 1 of job r2-1"), false);
    assertThat(String.join("\n", ResultsTable.lines(List.of(run), 80)))
        .contains("failed (FIRMWARE): SOFTWARE\n")
        .doesNotContain("then");
    assertThat(VerdictText.lines(run, 120))
        .contains("  control of attempt 1 of job r2-1: deep_sleep/time_alarm_wakes passed");
    assertThat(RunJson.runs(List.of(run)))
        .contains("\"control\" : \"control of attempt 1 of job r2-1\"", "\"control\" : null");
  }

  @Test
  void an_emulated_result_is_marked() {
    RunView run = SampleRuns.controlled(Optional.empty(), true);
    assertThat(String.join(" ", ResultsTable.lines(List.of(run), 160)))
        .contains("failed (FIRMWARE): SOFTWARE, then passed: DEEP_SLEEP_ALARM [emulated]");
    assertThat(RunJson.runs(List.of(run))).contains("\"emulated\" : true");
  }

  private static List<RunView> runs() {
    return List.of(SampleRuns.good(), SampleRuns.regressed());
  }
}
