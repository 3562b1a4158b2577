package org.hilfarm.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.Reports.failed;
import static org.hilfarm.server.fixture.Reports.passed;
import static org.hilfarm.server.fixture.Reports.running;
import static org.hilfarm.server.fixture.Reports.script;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.intake.ImageRules;
import org.hilfarm.server.plan.Costs;
import org.hilfarm.server.plan.PlanRequest;
import org.hilfarm.server.plan.Planner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a control proves, and what it does not. */
class SettlementTest {
  private static final RunPlan PLAN = plan();
  private static final PlannedJob JOB = PLAN.jobs().getFirst();
  private static final Image BASELINE = image("Adafruit CircuitPython 10.1.0 on 2026-10-01; ");

  private static RunPlan plan() {
    return new Planner(TestData.trusted(), Costs.guessed())
        .plan(
            new PlanRequest(
                new RunId("r2"),
                new Build("PR 2", List.of(image("Adafruit CircuitPython 10.2.0 on 2026-11-22; "))),
                List.of(),
                TestData.PR),
            List.of(TestData.board(PICO, "B1")));
  }

  private static Image image(String banner) {
    try {
      byte[] bytes = Firmware.image(PICO, banner + PICO.bannerName());
      return ImageRules.check(Firmware.fileName(PICO), bytes, PICO);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static BoardReport build(Outcome heap) {
    return attempt(1, heap);
  }

  private static BoardReport attempt(int number, Outcome heap) {
    return onB1(Reports.report(JOB, number, s -> script(s, s.equals(HEAP) ? heap : passed())));
  }

  private static BoardReport neverStarted() {
    Fault fault = new Fault(FaultKind.NEVER_STARTED, "the application never came");
    return flashed(
        onB1(Reports.report(JOB, 1, s -> script(s, new Outcome.NotRun(fault)))),
        new FlashReport.NotRunning(fault));
  }

  private static Control control(ScriptId... scripts) {
    PlannedJob work =
        new PlannedJob(Control.id(JOB.id(), 1), BASELINE, Arrays.asList(scripts), Set.of());
    BoardReport of = build(passed());
    return new Control(work, new RunId("r1"), JOB.id(), 1, of.rack(), of.board());
  }

  private static BoardReport said(Control control, int attempt, Map<ScriptId, Outcome> outcomes) {
    return onB1(
        Reports.report(
            control.work(), attempt, s -> script(s, outcomes.getOrDefault(s, passed()))));
  }

  private static BoardReport onB1(BoardReport r) {
    return new BoardReport(
        r.job(),
        r.attempt(),
        r.rack(),
        new org.hilfarm.model.board.BoardSerial("B1"),
        r.boardType(),
        r.flash(),
        r.scripts(),
        r.resets(),
        r.attachments(),
        r.started(),
        r.finished());
  }

  private static BoardReport flashed(BoardReport r, FlashReport flash) {
    return new BoardReport(
        r.job(),
        r.attempt(),
        r.rack(),
        r.board(),
        r.boardType(),
        flash,
        r.scripts(),
        r.resets(),
        r.attachments(),
        r.started(),
        r.finished());
  }

  private static Verdict fold(Control control, BoardReport... reports) {
    return Verdicts.fold(PLAN, Arrays.asList(reports), List.of(control));
  }

  private static Reason first(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Blocked b -> b.reasons().getFirst();
      case Verdict.Undecided u -> u.reasons().getFirst();
      case Verdict.Mergeable m -> throw new AssertionError("mergeable has no reasons");
      case Verdict.Cancelled c -> throw new AssertionError("cancelled has no reasons");
    };
  }

  @Test
  void a_hang_blocks_when_the_baseline_passes_on_the_same_board() {
    Control control = control(HEAP);
    Verdict verdict = fold(control, build(failed(FaultKind.NO_ANSWER)), said(control, 1, Map.of()));
    assertThat(verdict.word()).isEqualTo("blocked");
    assertThat(first(verdict).text())
        .isEqualTo(
            "The baseline 10.1.0 of run r1 does not hang in this script, right after and on the"
                + " same board (job r2-1-c1), so this build is at fault. it ended with NO_ANSWER");
  }

  @Test
  void a_hang_is_the_racks_when_the_baseline_hangs_as_well() {
    Control control = control(HEAP);
    Verdict verdict =
        fold(
            control,
            build(failed(FaultKind.NO_ANSWER)),
            said(control, 1, Map.of(HEAP, failed(FaultKind.NO_ANSWER))));
    assertThat(verdict.word()).isEqualTo("undecided");
    assertThat(first(verdict).blame()).isEqualTo(Blame.RACK);
    assertThat(first(verdict).text())
        .startsWith(
            "The baseline 10.1.0 of run r1 fails on the same board (job r2-1-c1) as well (it ended"
                + " with NO_ANSWER), so the board with its port, hub and wiring is to be looked at."
                + " ");
  }

  @Test
  void an_exception_is_the_scripts_only_when_the_baseline_raises_it_too() {
    Control control = control(HEAP);
    BoardReport raised = build(failed(FaultKind.SCRIPT_RAISED));
    assertThat(fold(control, raised, said(control, 1, Map.of())).word()).isEqualTo("blocked");
    Verdict both =
        fold(control, raised, said(control, 1, Map.of(HEAP, failed(FaultKind.SCRIPT_RAISED))));
    assertThat(first(both).blame()).isEqualTo(Blame.SCRIPT);
    assertThat(first(both).text()).contains("so the script is to be looked at");
  }

  @Test
  void wrong_wiring_is_the_racks_only_when_the_baseline_finds_it_wrong_too() {
    Control control = control(HEAP);
    BoardReport wrong = build(failed(FaultKind.WIRING_WRONG));
    Verdict refuted = fold(control, wrong, said(control, 1, Map.of()));
    assertThat(refuted.word()).isEqualTo("blocked");
    assertThat(first(refuted).text())
        .contains(" finds the wiring right in this script, right after");
    Verdict both =
        fold(control, wrong, said(control, 1, Map.of(HEAP, failed(FaultKind.WIRING_WRONG))));
    assertThat(both.word()).isEqualTo("undecided");
    assertThat(first(both).blame()).isEqualTo(Blame.RACK);
    assertThat(first(both).text()).contains("so the board with its port, hub and wiring is to be");
  }

  @Test
  void an_image_that_never_starts_blocks_when_the_baseline_starts() {
    Control control = control();
    Verdict verdict = fold(control, neverStarted(), said(control, 1, Map.of()));
    assertThat(verdict.word()).isEqualTo("blocked");
    assertThat(first(verdict).text()).startsWith("The baseline 10.1.0 of run r1 starts, right");
    FlashReport dead =
        new FlashReport.NotRunning(new Fault(FaultKind.NEVER_STARTED, "came back as bootloader"));
    assertThat(fold(control, neverStarted(), flashed(said(control, 1, Map.of()), dead)).word())
        .isEqualTo("undecided");
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void whatever_keeps_a_control_from_its_end_never_blocks(FaultKind kind) {
    Control control = control(HEAP);
    BoardReport hung = build(failed(FaultKind.NO_ANSWER));
    BoardReport failed = said(control, 1, Map.of(HEAP, failed(kind)));
    assertThat(fold(control, hung, failed).word()).isEqualTo("undecided");
    BoardReport unflashed = flashed(said(control, 1, Map.of()), Reports.notRunning(kind));
    assertThat(fold(control, hung, unflashed).word()).isEqualTo("undecided");
  }

  @Test
  void a_control_that_never_ran_leaves_it_open_and_says_so() {
    Control control = control(HEAP);
    Verdict verdict = fold(control, build(failed(FaultKind.SCRIPT_RAISED)));
    assertThat(verdict.word()).isEqualTo("undecided");
    assertThat(first(verdict).text())
        .startsWith(
            "The control with the baseline 10.1.0 of run r1 could not be run on the same board (job"
                + " r2-1-c1): nothing was reported of it: its board was not at work; so nothing"
                + " tells who is at fault. ");
  }

  @Test
  void without_a_baseline_the_reason_says_how_to_set_one() {
    Verdict verdict = Verdicts.fold(PLAN, List.of(build(failed(FaultKind.NO_ANSWER))), List.of());
    assertThat(first(verdict).text())
        .startsWith("No control was run, because this farm has no other build as a baseline")
        .contains("./farm submit DIR --baseline");
  }

  @Test
  void a_control_on_another_board_or_of_another_image_proves_nothing() {
    Control control = control(HEAP);
    BoardReport hung = build(failed(FaultKind.NO_ANSWER));
    BoardReport elsewhere = Reports.report(control.work(), 7, s -> script(s, passed()));
    assertThat(fold(control, hung, elsewhere).word()).isEqualTo("undecided");
    BoardReport other = flashed(said(control, 1, Map.of()), running(JOB.image()));
    assertThat(fold(control, hung, other).word()).isEqualTo("undecided");
  }

  @Test
  void a_control_never_counts_as_a_pass_of_a_required_pair() {
    Control control = control(HEAP, WATCHDOG);
    assertThat(fold(control, said(control, 1, Map.of())).word()).isEqualTo("undecided");
  }

  @Test
  void a_control_of_two_scripts_answers_for_each_of_them() {
    Control control = control(WATCHDOG, HEAP);
    BoardReport hung = onB1(Reports.report(JOB, 1, s -> script(s, failed(FaultKind.NO_ANSWER))));
    assertThat(Question.of(JOB, hung).orElseThrow().scripts()).containsExactly(WATCHDOG, HEAP);
    Verdict verdict =
        fold(control, hung, said(control, 1, Map.of(WATCHDOG, failed(FaultKind.NO_ANSWER))));
    assertThat(verdict).isInstanceOf(Verdict.Blocked.class);
    assertThat(((Verdict.Blocked) verdict).reasons())
        .extracting(r -> r.pair().script())
        .containsExactly(HEAP);
  }

  @Test
  void a_control_is_tried_again_only_while_something_is_open() {
    Control control = control(WATCHDOG, HEAP);
    BoardReport half = said(control, 1, Map.of(HEAP, failed(FaultKind.DISCONNECTED)));
    assertThat(Settlement.tryAgain(control, List.of(half), 3)).isTrue();
    assertThat(Settlement.tryAgain(control, List.of(half), 1)).isFalse();
    BoardReport rest = said(control, 2, Map.of(WATCHDOG, failed(FaultKind.DISCONNECTED)));
    assertThat(Settlement.tryAgain(control, List.of(half, rest), 3)).isFalse();
    BoardReport hung = said(control, 1, Map.of(HEAP, failed(FaultKind.NO_ANSWER)));
    assertThat(Settlement.tryAgain(control, List.of(hung), 3)).isFalse();
  }

  @Test
  void only_silence_exceptions_wrong_wires_and_dead_images_ask_for_a_control() {
    Set<FaultKind> asks =
        EnumSet.of(FaultKind.NO_ANSWER, FaultKind.SCRIPT_RAISED, FaultKind.WIRING_WRONG);
    for (FaultKind kind : FaultKind.values()) {
      assertThat(Question.of(JOB, build(failed(kind))).isPresent())
          .as(kind.name())
          .isEqualTo(asks.contains(kind));
    }
    assertThat(Question.of(JOB, neverStarted()).orElseThrow().scripts()).isEmpty();
    BoardReport other = flashed(build(failed(FaultKind.NO_ANSWER)), running(BASELINE));
    assertThat(Question.of(JOB, other)).isEmpty();
  }

  @Test
  void a_board_that_falls_silent_before_its_scripts_is_asked_about_the_first_of_them() {
    Fault silent = new Fault(FaultKind.NO_ANSWER, "silent after its power cycle");
    BoardReport report = onB1(Reports.report(JOB, 1, s -> script(s, new Outcome.NotRun(silent))));
    Control control = control(JOB.scripts().getFirst());
    assertThat(Question.of(JOB, report).orElseThrow().scripts())
        .isEqualTo(control.work().scripts());
    assertThat(fold(control, report, said(control, 1, Map.of())).word()).isEqualTo("blocked");
  }

  @Test
  void the_farms_own_sentence_comes_before_whatever_a_board_said() {
    Control control = control(HEAP);
    String hostile = "\u001b[2J<script>".repeat(500);
    Outcome raised = new Outcome.Failed(new Fault(FaultKind.SCRIPT_RAISED, hostile));
    Reason reason = first(fold(control, build(raised), said(control, 1, Map.of(HEAP, raised))));
    assertThat(reason.text()).startsWith("The baseline 10.1.0 of run r1 fails on the same board");
    assertThat(reason.text().indexOf("so the script is to be looked at")).isLessThan(400);
  }

  @Test
  void the_order_of_reports_changes_nothing() {
    Control control = control(HEAP);
    List<BoardReport> reports =
        new ArrayList<>(
            List.of(
                build(failed(FaultKind.NO_ANSWER)),
                attempt(2, failed(FaultKind.DISCONNECTED)),
                said(control, 1, Map.of(HEAP, failed(FaultKind.DISCONNECTED))),
                said(control, 2, Map.of())));
    Verdict verdict = Verdicts.fold(PLAN, reports, List.of(control));
    assertThat(verdict.word()).isEqualTo("blocked");
    Random random = new Random(3);
    for (int i = 0; i < 24; i++) {
      Collections.shuffle(reports, random);
      assertThat(Verdicts.fold(PLAN, reports, List.of(control))).isEqualTo(verdict);
    }
  }
}
