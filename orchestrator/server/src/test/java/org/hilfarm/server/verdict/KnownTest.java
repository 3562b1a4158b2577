package org.hilfarm.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.Reports.failed;
import static org.hilfarm.server.fixture.Reports.notRunning;
import static org.hilfarm.server.fixture.Reports.passed;
import static org.hilfarm.server.fixture.Reports.script;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.verdict.KnownFailure;
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

/** What a known failure excuses, and what it never does. */
class KnownTest {
  private static final LocalDate UNTIL = LocalDate.of(2026, 12, 31);
  private static final String WORDS = "owner ann, https://example.com/issues/7, until 2026-12-31";
  private static final RunPlan PLAN = plan();
  private static final PlannedJob JOB = PLAN.jobs().getFirst();

  private static RunPlan plan() {
    try {
      var image = ImageRules.check(Firmware.fileName(PICO), Firmware.image(PICO), PICO);
      return new Planner(TestData.trusted(), Costs.guessed())
          .plan(
              new PlanRequest(
                  new RunId("r1"), new Build("PR", List.of(image)), List.of(), TestData.PR),
              List.of(TestData.board(PICO, "B1")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Known known(LocalDate day, Optional<FaultKind> fault) {
    return new Known(
        List.of(
            new KnownFailure(
                HEAP,
                new TreeSet<>(List.of(PICO.id())),
                "ann",
                "https://example.com/issues/7",
                UNTIL,
                fault)),
        day);
  }

  private static BoardReport heap(Outcome outcome) {
    return Reports.report(JOB, 1, s -> script(s, s.equals(HEAP) ? outcome : passed()));
  }

  private static Verdict fold(Known known, BoardReport report) {
    return Verdicts.fold(PLAN, List.of(report), new Followed(List.of(), List.of()), known);
  }

  private static List<Reason> notes(Verdict verdict) {
    return ((Verdict.Mergeable) verdict).known().orElseThrow();
  }

  @Test
  void a_known_failure_does_not_block_and_is_said() {
    Known known = known(UNTIL, Optional.empty());
    Verdict verdict = fold(known, heap(failed(FaultKind.CHECK_FAILED)));
    assertThat(((Verdict.Mergeable) verdict).passedPairs()).isEqualTo(1);
    assertThat(notes(verdict))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.blame()).isEqualTo(Blame.NOBODY);
              assertThat(r.text())
                  .isEqualTo(
                      "known failure (%s), does not block: it ended with CHECK_FAILED"
                          .formatted(WORDS));
              assertThat(Known.excused(r)).isTrue();
            });
  }

  @Test
  void the_day_after_its_end_it_counts_again_and_says_so() {
    Known known = known(UNTIL.plusDays(1), Optional.empty());
    Verdict verdict = fold(known, heap(failed(FaultKind.CHECK_FAILED)));
    assertThat(verdict).isInstanceOf(Verdict.Blocked.class);
    assertThat(((Verdict.Blocked) verdict).reasons().getFirst().text())
        .isEqualTo(
            "The known failure (%s) ran out and counts again. it ended with CHECK_FAILED"
                .formatted(WORDS));
  }

  @Test
  void one_that_passes_is_to_be_taken_out() {
    Verdict verdict = fold(known(UNTIL, Optional.empty()), heap(passed()));
    assertThat(((Verdict.Mergeable) verdict).passedPairs()).isEqualTo(2);
    assertThat(notes(verdict).getFirst().text())
        .endsWith("passes now: take it out of board-configs/known-failures.yaml");
    assertThat(Known.excused(notes(verdict).getFirst())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void only_faults_of_firmware_and_script_are_excused(FaultKind kind) {
    Verdict verdict = fold(known(UNTIL, Optional.empty()), heap(failed(kind)));
    // What only a control can prove is the farm's own fault where a rack claims it.
    boolean claims =
        List.of(
                FaultKind.HANG_PROVEN,
                FaultKind.NOT_BOOTABLE,
                FaultKind.RAISED_PROVEN,
                FaultKind.WIRING_REFUTED)
            .contains(kind);
    boolean code = kind.blame() == Blame.FIRMWARE || kind.blame() == Blame.SCRIPT;
    assertThat(verdict.word()).isEqualTo(code && !claims ? "mergeable" : "undecided");
  }

  @Test
  void a_fault_that_is_named_hides_no_other() {
    Known known = known(UNTIL, Optional.of(FaultKind.CHECK_FAILED));
    assertThat(fold(known, heap(failed(FaultKind.CHECK_FAILED))).word()).isEqualTo("mergeable");
    Verdict other = fold(known, heap(failed(FaultKind.UNEXPECTED_RESET)));
    assertThat(other.word()).isEqualTo("blocked");
    assertThat(((Verdict.Blocked) other).reasons().getFirst().text())
        .startsWith(
            "Not the known failure (%s), which is of the kind CHECK_FAILED. ".formatted(WORDS));
  }

  @Test
  void another_red_script_still_blocks_and_the_known_one_is_told_beside_it() {
    BoardReport both = Reports.report(JOB, 1, s -> script(s, failed(FaultKind.CHECK_FAILED)));
    Verdict verdict = fold(known(UNTIL, Optional.empty()), both);
    assertThat(((Verdict.Blocked) verdict).reasons())
        .extracting(r -> r.pair().script())
        .containsExactly(WATCHDOG, HEAP);
  }

  @Test
  void what_was_never_run_is_never_excused() {
    Known known = known(UNTIL, Optional.empty());
    assertThat(Verdicts.fold(PLAN, List.of(), new Followed(List.of(), List.of()), known).word())
        .isEqualTo("undecided");
    BoardReport report = heap(failed(FaultKind.FLASH_FAILED));
    BoardReport unflashed =
        new BoardReport(
            report.job(),
            report.attempt(),
            report.rack(),
            report.board(),
            report.boardType(),
            notRunning(FaultKind.FLASH_FAILED),
            report.scripts(),
            List.of(),
            List.of(),
            report.started(),
            report.finished());
    assertThat(unflashed.flash()).isInstanceOf(FlashReport.NotRunning.class);
    assertThat(fold(known, unflashed).word()).isEqualTo("undecided");
  }

  @Test
  void a_run_of_nothing_but_known_failures_proves_nothing() {
    RunPlan one =
        new RunPlan(
            PLAN.run(),
            PLAN.suite(),
            PLAN.build(),
            new TreeSet<>(PLAN.required().stream().filter(p -> p.script().equals(HEAP)).toList()),
            List.of(),
            List.of(),
            PLAN.jobs(),
            PLAN.scriptsCommit(),
            false);
    Verdict verdict =
        Verdicts.fold(
            one,
            List.of(heap(failed(FaultKind.CHECK_FAILED))),
            new Followed(List.of(), List.of()),
            known(UNTIL, Optional.empty()));
    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void a_known_failure_is_not_run_again() {
    assertThat(
            Series.wanted(
                PLAN,
                JOB,
                heap(failed(FaultKind.CHECK_FAILED)),
                List.of(),
                known(UNTIL, Optional.empty())))
        .isEmpty();
    assertThat(
            Series.wanted(
                PLAN,
                JOB,
                heap(failed(FaultKind.CHECK_FAILED)),
                List.of(),
                known(UNTIL.plusDays(1), Optional.empty())))
        .containsExactly(HEAP);
  }
}
