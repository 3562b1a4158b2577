package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

class ScriptLaunchTest {
  private static final BoardSerial BOARD = new BoardSerial("E660");
  private static final Script FIRST = script("watchdog/first");
  private static final Script SECOND = script("heap/second");

  private final List<String> ran = new ArrayList<>();
  private final Heard heard = new Heard();

  @Test
  void scripts_run_in_order_on_the_calling_thread() {
    Thread caller = Thread.currentThread();
    launch(
        script -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          return report(script, new Outcome.Passed());
        });
    assertThat(heard.lines).containsExactly("first: SUCCESSFUL", "second: SUCCESSFUL").hasSize(2);
  }

  @Test
  void only_a_pass_is_successful() {
    launch(
        script ->
            report(
                script,
                script.equals(FIRST)
                    ? new Outcome.Failed(new Fault(FaultKind.CHECK_FAILED, "no"))
                    : new Outcome.Skipped("not here")));
    assertThat(heard.lines)
        .containsExactly("first: FAILED CHECK_FAILED: no", "second: ABORTED not here");
  }

  @Test
  void a_bug_in_one_script_does_not_stop_the_next() {
    launch(
        script -> {
          if (script.equals(FIRST)) {
            throw new IllegalStateException("bug");
          }
          return report(script, new Outcome.Passed());
        });
    assertThat(heard.lines).containsExactly("first: FAILED bug", "second: SUCCESSFUL");
  }

  @Test
  void a_cancelled_launch_stops_between_scripts() {
    ScriptLaunch.run(
        BOARD,
        List.of(FIRST, SECOND),
        script -> {
          ran.add(script.id().value());
          return report(script, new Outcome.Passed());
        },
        () -> !ran.isEmpty(),
        heard);
    assertThat(ran).containsExactly("watchdog/first");
    assertThat(heard.lines).containsExactly("first: SUCCESSFUL", "second: skipped cancelled");
  }

  @Test
  void a_launch_cancelled_before_it_began_runs_nothing() {
    ScriptLaunch.run(BOARD, List.of(FIRST), this::mustNotRun, () -> true, heard);
    assertThat(heard.lines).containsExactly("first: skipped cancelled");
  }

  @Test
  void the_board_is_part_of_a_tests_id_and_abilities_are_tags() {
    launch(script -> report(script, new Outcome.Passed()));
    TestIdentifier first = heard.tests.getFirst();
    assertThat(first.getUniqueId())
        .isEqualTo("[engine:hil-farm]/[board:E660]/[script:watchdog%2Ffirst]");
    assertThat(first.getTags()).extracting(t -> t.getName()).containsExactly("watchdog", "i2c");
    assertThat(first.getDisplayName()).isEqualTo("watchdog/first holds");
  }

  @Test
  void every_script_is_in_the_report_even_when_it_never_began() {
    Fault fault = new Fault(FaultKind.FLASH_FAILED, "no");
    ScriptReport done = report(FIRST, new Outcome.Passed());
    assertThat(
            Reports.complete(
                List.of(FIRST, SECOND), Map.of(FIRST.id(), done), fault, Instant.EPOCH))
        .extracting(ScriptReport::script, ScriptReport::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FIRST.id(), new Outcome.Passed()),
            org.assertj.core.groups.Tuple.tuple(SECOND.id(), new Outcome.NotRun(fault)));
  }

  private ScriptReport mustNotRun(Script script) {
    throw new AssertionError("ran " + script.id());
  }

  private void launch(ScriptRunner runner) {
    ScriptLaunch.run(BOARD, List.of(FIRST, SECOND), runner, () -> false, heard);
  }

  private static ScriptReport report(Script script, Outcome outcome) {
    return new ScriptReport(
        script.id(),
        outcome,
        List.of(),
        List.of(),
        List.of(),
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ZERO);
  }

  private static Script script(String id) {
    return new Script(
        new ScriptId(id),
        id + " holds",
        Set.of(new Ability("i2c")),
        Duration.ofSeconds(1),
        List.of(),
        List.of(),
        "",
        Sha256.of(new byte[0]));
  }

  private static final class Heard implements TestExecutionListener {
    private final List<String> lines = new ArrayList<>();
    private final List<TestIdentifier> tests = new ArrayList<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      lines.add(name(test) + ": skipped " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        tests.add(test);
        lines.add(
            name(test)
                + ": "
                + result.getStatus()
                + result.getThrowable().map(t -> " " + t.getMessage()).orElse(""));
      }
    }

    private static String name(TestIdentifier test) {
      String id = test.getLegacyReportingName();
      return id.substring(id.indexOf('/') + 1);
    }
  }
}
