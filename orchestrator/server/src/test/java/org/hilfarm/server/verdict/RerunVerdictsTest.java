package org.hilfarm.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.Reports.failed;
import static org.hilfarm.server.fixture.Reports.passed;
import static org.hilfarm.server.fixture.Reports.script;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.Rerun.Part;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
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

/** What reruns say in the verdict, also where they were lost, came twice or never ran. */
class RerunVerdictsTest {
  private static final RunPlan PLAN = plan();
  private static final PlannedJob JOB = PLAN.jobs().getFirst();
  private static final Image BASELINE = image("Adafruit CircuitPython 10.1.0 on 2026-10-01; ");
  private static final Outcome RED = failed(FaultKind.CHECK_FAILED);
  private static final Outcome LOST = failed(FaultKind.DISCONNECTED);

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

  private static Rerun rerun(Part part) {
    Image image = part.ofBuild() ? JOB.image() : BASELINE;
    return new Rerun(
        new PlannedJob(Rerun.id(JOB.id(), 1, part), image, List.of(HEAP), Set.of()),
        part,
        JOB.id(),
        1,
        TestData.RACK,
        new BoardSerial(part == Part.SIBLING ? "B2" : "B1"),
        part.ofBuild() ? Optional.empty() : Optional.of(new RunId("r1")));
  }

  private static BoardReport first(Outcome heap) {
    return on("B1", Reports.report(JOB, 1, s -> script(s, s.equals(HEAP) ? heap : passed())));
  }

  private static BoardReport said(Part part, int attempt, Outcome heap) {
    Rerun rerun = rerun(part);
    return on(rerun.board().value(), Reports.report(rerun.work(), attempt, s -> script(s, heap)));
  }

  private static BoardReport on(String board, BoardReport r) {
    return with(r, board, r.flash());
  }

  private static BoardReport with(BoardReport r, String board, FlashReport flash) {
    return new BoardReport(
        r.job(),
        r.attempt(),
        r.rack(),
        new BoardSerial(board),
        r.boardType(),
        flash,
        r.scripts(),
        r.resets(),
        r.attachments(),
        r.started(),
        r.finished());
  }

  private static Verdict fold(List<Part> parts, BoardReport... reports) {
    return fold(parts, Arrays.asList(reports));
  }

  private static Verdict fold(List<Part> parts, List<BoardReport> reports) {
    List<Rerun> reruns = parts.stream().map(RerunVerdictsTest::rerun).toList();
    return Verdicts.fold(PLAN, reports, new Followed(List.of(), reruns), Known.NOTHING);
  }

  private static final List<Part> ALL =
      List.of(Part.BASE, Part.BUILD, Part.BASE_AGAIN, Part.SIBLING);

  private static Reason only(Verdict verdict) {
    List<Reason> reasons =
        switch (verdict) {
          case Verdict.Blocked b -> b.reasons();
          case Verdict.Undecided u -> u.reasons();
          case Verdict.Mergeable m -> throw new AssertionError("green");
          case Verdict.Cancelled c -> throw new AssertionError("cancelled");
        };
    assertThat(reasons).hasSize(1);
    return reasons.getFirst();
  }

  @Test
  void a_build_that_always_fails_where_the_baseline_never_does_is_a_regression() {
    Verdict verdict =
        fold(
            ALL,
            first(RED),
            said(Part.BASE, 1, passed()),
            said(Part.BUILD, 1, RED),
            said(Part.BASE_AGAIN, 1, passed()),
            said(Part.SIBLING, 1, RED));
    assertThat(verdict.word()).isEqualTo("blocked");
    assertThat(only(verdict).text())
        .isEqualTo(
            "Regression: fails 3 of 3 times with this build on 2 boards, 0 of 2 with the baseline"
                + " 10.1.0 of run r1 on board demo/B1. it ended with CHECK_FAILED");
  }

  @Test
  void a_build_that_fails_now_and_then_stays_red_and_is_called_unsteady() {
    Verdict verdict =
        fold(
            ALL,
            first(RED),
            said(Part.BASE, 1, passed()),
            said(Part.BUILD, 1, passed()),
            said(Part.BASE_AGAIN, 1, passed()),
            said(Part.SIBLING, 1, passed()));
    assertThat(verdict.word()).isEqualTo("blocked");
    assertThat(only(verdict).text())
        .startsWith(
            "Unsteady with this build: fails 1 of 3 times with this build on 2 boards (demo/B1 1 of"
                + " 2, demo/B2 0 of 1), 0 of 2 with the baseline 10.1.0 of run r1 on board"
                + " demo/B1. ");
  }

  @Test
  void a_board_that_fails_both_builds_where_another_passes_is_the_racks() {
    List<BoardReport> reports =
        List.of(
            first(RED),
            said(Part.BASE, 1, RED),
            said(Part.BUILD, 1, RED),
            said(Part.BASE_AGAIN, 1, RED),
            said(Part.SIBLING, 1, passed()));
    Verdict verdict = fold(ALL, reports);
    assertThat(verdict.word()).isEqualTo("undecided");
    assertThat(only(verdict).blame()).isEqualTo(Blame.RACK);
    assertThat(only(verdict).text())
        .startsWith("Bad board: fails 2 of 3 times with this build on 2 boards")
        .contains("2 of 2 with the baseline 10.1.0 of run r1 on board demo/B1; look at that board");
    Followed followed =
        new Followed(List.of(), ALL.stream().map(RerunVerdictsTest::rerun).toList());
    assertThat(Verdicts.badBoard(PLAN, reports, followed, rerun(Part.SIBLING)))
        .hasValueSatisfying(why -> assertThat(why).contains("Bad board: fails 2 of 3"));
  }

  @Test
  void a_script_that_fails_now_and_then_with_both_builds_is_flaky() {
    Verdict verdict =
        fold(
            ALL,
            first(RED),
            said(Part.BASE, 1, RED),
            said(Part.BUILD, 1, passed()),
            said(Part.BASE_AGAIN, 1, passed()),
            said(Part.SIBLING, 1, passed()));
    assertThat(verdict.word()).isEqualTo("undecided");
    assertThat(only(verdict).blame()).isEqualTo(Blame.SCRIPT);
    assertThat(only(verdict).text()).startsWith("Flaky script: fails 1 of 3 times");
  }

  @Test
  void without_a_baseline_it_stays_red_with_the_counts_of_both_boards() {
    Verdict verdict = fold(List.of(Part.SIBLING), first(RED), said(Part.SIBLING, 1, passed()));
    assertThat(verdict.word()).isEqualTo("blocked");
    assertThat(only(verdict).text())
        .startsWith(
            "Run again: fails 1 of 2 times with this build on 2 boards (demo/B1 1 of 1, demo/B2 0"
                + " of 1), with no other build to compare (./farm submit DIR --baseline sets one)."
                + " ");
  }

  @Test
  void reruns_that_could_not_be_run_say_so_and_change_nothing() {
    Verdict verdict = fold(ALL.subList(0, 1), first(RED), said(Part.BASE, 1, LOST));
    assertThat(verdict.word()).isEqualTo("blocked");
    assertThat(only(verdict).text())
        .contains("fails 1 of 1 times with this build on 1 board, with nothing to compare")
        .contains(
            "the baseline 10.1.0 of run r1 on board B1 could not be run (job r2-1-r1-base): it"
                + " ended with DISCONNECTED");
    assertThat(only(fold(List.of(Part.SIBLING), first(RED))).text())
        .contains("nothing was reported of it: its board was not at work");
  }

  @Test
  void a_rerun_that_came_twice_differently_and_one_from_another_board_count_for_nothing() {
    Verdict twice =
        fold(List.of(Part.BASE), first(RED), said(Part.BASE, 1, RED), said(Part.BASE, 1, passed()));
    assertThat(only(twice).blame()).isEqualTo(Blame.FIRMWARE);
    assertThat(only(twice).text()).contains("with nothing to compare");
    Verdict elsewhere = fold(List.of(Part.BASE), first(RED), on("B9", said(Part.BASE, 1, RED)));
    assertThat(only(elsewhere).text()).contains("with nothing to compare");
    Verdict same =
        fold(
            List.of(Part.BASE),
            first(RED),
            said(Part.BASE, 1, passed()),
            said(Part.BASE, 1, passed()));
    assertThat(only(same).text()).contains("0 of 1 with the baseline");
  }

  @Test
  void a_rerun_of_another_image_than_it_says_counts_for_nothing() {
    BoardReport base = said(Part.BASE, 1, RED);
    BoardReport other = with(base, "B1", Reports.running(JOB.image()));
    assertThat(only(fold(List.of(Part.BASE), first(RED), other)).text())
        .contains("with nothing to compare");
  }

  /** Whatever reruns say or leave out: no pair gets green by them, and no red one unreasoned. */
  @Test
  void no_rerun_ever_makes_anything_green() {
    List<Outcome> outcomes =
        List.of(passed(), RED, LOST, failed(FaultKind.NO_ANSWER), new Outcome.Skipped("no"));
    for (Outcome red : List.of(RED, failed(FaultKind.SCRIPT_RAISED), LOST)) {
      for (int combination = 0; combination < Math.pow(6, 4); combination++) {
        List<BoardReport> reports = new ArrayList<>(List.of(first(red)));
        int rest = combination;
        for (Part part : ALL) {
          if (rest % 6 < outcomes.size()) {
            reports.add(said(part, 1, outcomes.get(rest % 6)));
          }
          rest /= 6;
        }
        Verdict verdict = fold(ALL, reports);
        assertThat(verdict.word()).isIn("blocked", "undecided");
        assertThat(only(verdict).text()).endsWith("it ended with " + kind(red));
      }
    }
  }

  private static FaultKind kind(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault().kind();
  }

  @Test
  void the_order_of_reports_changes_nothing() {
    List<BoardReport> reports =
        new ArrayList<>(
            List.of(
                first(RED),
                said(Part.BASE, 1, LOST),
                said(Part.BASE, 2, passed()),
                said(Part.BUILD, 1, RED),
                said(Part.BASE_AGAIN, 1, passed()),
                said(Part.SIBLING, 1, passed())));
    Verdict verdict = fold(ALL, reports);
    Random random = new Random(5);
    for (int i = 0; i < 24; i++) {
      Collections.shuffle(reports, random);
      assertThat(fold(ALL, reports)).isEqualTo(verdict);
    }
  }

  @Test
  void only_what_failed_by_itself_is_run_again_and_only_once() {
    assertThat(wanted(RED, List.of())).containsExactly(HEAP);
    assertThat(wanted(failed(FaultKind.SCRIPT_RAISED), List.of())).containsExactly(HEAP);
    assertThat(wanted(passed(), List.of())).isEmpty();
    assertThat(wanted(LOST, List.of())).isEmpty();
    assertThat(wanted(new Outcome.Skipped("no"), List.of())).isEmpty();
    assertThat(wanted(RED, List.of(rerun(Part.SIBLING)))).isEmpty();
    BoardReport dead = with(first(RED), "B1", Reports.notRunning(FaultKind.NOT_BOOTABLE));
    assertThat(Series.wanted(PLAN, JOB, dead, List.of(), Known.NOTHING)).isEmpty();
  }

  private static List<ScriptId> wanted(Outcome heap, List<Rerun> before) {
    return Series.wanted(PLAN, JOB, first(heap), before, Known.NOTHING);
  }

  @Test
  void no_more_than_six_pairs_of_a_run_are_run_again_and_the_seventh_says_so() {
    List<Rerun> six = new ArrayList<>();
    for (int i = 0; i < Series.MOST; i++) {
      PlannedJob work =
          new PlannedJob(
              new JobId("r2-1-r1-" + i),
              JOB.image(),
              List.of(new ScriptId("made/up_" + i)),
              Set.of());
      Rerun other = rerun(Part.SIBLING);
      six.add(
          new Rerun(
              work, Part.SIBLING, JOB.id(), 1, other.rack(), other.board(), Optional.empty()));
    }
    assertThat(wanted(RED, six)).isEmpty();
    assertThat(wanted(RED, six.subList(0, 5))).containsExactly(HEAP);
    Verdict verdict =
        Verdicts.fold(PLAN, List.of(first(RED)), new Followed(List.of(), six), Known.NOTHING);
    assertThat(only(verdict).text())
        .isEqualTo(
            "Not run again: this run has had its reruns, of 6 scripts. it ended with"
                + " CHECK_FAILED");
  }

  @Test
  void a_series_ends_where_its_baseline_could_not_be_run() {
    assertThat(Series.after(rerun(Part.BASE), List.of(said(Part.BASE, 1, RED))))
        .contains(Part.BUILD);
    assertThat(Series.after(rerun(Part.BASE), List.of(said(Part.BASE, 1, LOST)))).isEmpty();
    assertThat(Series.after(rerun(Part.BUILD), List.of(said(Part.BUILD, 1, passed()))))
        .contains(Part.BASE_AGAIN);
    assertThat(Series.after(rerun(Part.BASE_AGAIN), List.of(said(Part.BASE_AGAIN, 1, passed()))))
        .isEmpty();
    assertThat(Series.after(rerun(Part.SIBLING), List.of(said(Part.SIBLING, 1, RED)))).isEmpty();
  }
}
