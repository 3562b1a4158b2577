package org.hilfarm.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.Reports.failed;
import static org.hilfarm.server.fixture.Reports.passed;
import static org.hilfarm.server.fixture.Reports.script;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.intake.ImageRules;
import org.hilfarm.server.plan.Costs;
import org.hilfarm.server.plan.PlanRequest;
import org.hilfarm.server.plan.Planner;
import org.hilfarm.server.plan.TrustedData;
import org.junit.jupiter.api.Test;

/** A soak has passed only where each of its rounds has. */
class SoakVerdictsTest {
  private static final int ROUNDS = 20;
  private static final RunPlan PLAN = plan();

  private static RunPlan plan() {
    TrustedData all = TestData.trusted();
    Suite suite =
        new Suite(TestData.PR, List.of(HEAP), EmulatedUse.PREFLIGHT, new Repeat.Rounds(ROUNDS));
    TrustedData trusted =
        new TrustedData(
            all.types(), Map.of(suite.id(), suite), all.scripts(), all.library(), all.commit());
    return new Planner(trusted, Costs.guessed())
        .plan(
            new PlanRequest(
                new RunId("r1"), new Build("b", List.of(image())), List.of(), TestData.PR),
            List.of(TestData.board(PICO, "P1")));
  }

  private static Image image() {
    try {
      return ImageRules.check(Firmware.fileName(PICO), Firmware.image(PICO), PICO);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static PlannedJob job(int round) {
    return PLAN.jobs().get(round - 1);
  }

  private static BoardReport said(int round, int attempt, Outcome outcome) {
    return Reports.report(job(round), attempt, s -> script(s, outcome));
  }

  private static List<BoardReport> passes(int first, int last) {
    return new ArrayList<>(
        IntStream.rangeClosed(first, last).mapToObj(r -> said(r, 1, passed())).toList());
  }

  private static List<String> texts(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Mergeable m -> List.of();
      case Verdict.Blocked b -> b.reasons().stream().map(Reason::text).toList();
      case Verdict.Undecided u -> u.reasons().stream().map(Reason::text).toList();
      case Verdict.Cancelled c -> List.of();
    };
  }

  private static Verdict fold(List<BoardReport> reports) {
    return Verdicts.fold(PLAN, reports, List.of());
  }

  @Test
  void all_rounds_must_pass_for_green() {
    assertThat(fold(passes(1, ROUNDS))).isEqualTo(new Verdict.Mergeable(1));
  }

  @Test
  void a_soak_that_was_cut_is_undecided_and_counts_what_never_ran_in_one_reason() {
    Verdict verdict = fold(passes(1, 11));
    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
    assertThat(texts(verdict))
        .containsExactly(
            "rounds 12 to 20 of 20 never ran: no board of this type was at work that could run it");
    assertThat(texts(fold(List.of())))
        .containsExactly(
            "rounds 1 to 20 of 20 never ran: no board of this type was at work that could run it");
  }

  @Test
  void one_round_of_twenty_blocks_and_says_which() {
    List<BoardReport> reports = passes(1, ROUNDS);
    reports.set(6, said(7, 1, failed(FaultKind.CHECK_FAILED)));
    Verdict verdict = fold(reports);
    assertThat(verdict).isInstanceOf(Verdict.Blocked.class);
    assertThat(texts(verdict)).containsExactly("round 7 of 20: it ended with CHECK_FAILED");
  }

  @Test
  void a_round_that_failed_by_the_rack_needs_a_pass_of_its_own() {
    List<BoardReport> reports = passes(1, ROUNDS);
    reports.set(2, said(3, 1, failed(FaultKind.DISCONNECTED)));
    assertThat(texts(fold(reports))).containsExactly("round 3 of 20: it ended with DISCONNECTED");
    reports.add(said(3, 2, passed()));
    assertThat(fold(reports)).isInstanceOf(Verdict.Mergeable.class);
  }

  @Test
  void rounds_that_failed_alike_are_one_reason_and_many_kinds_do_not_bury_the_first() {
    List<BoardReport> alike = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      alike.add(said(round, 1, round % 2 == 0 ? passed() : failed(FaultKind.CHECK_FAILED)));
    }
    assertThat(texts(fold(alike)))
        .containsExactly(
            "rounds 1, 3, 5, 7, 9, 11, 13, 15, 17 and 19 of 20: it ended with CHECK_FAILED");
    List<BoardReport> many = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      many.add(
          said(
              round, 1, new Outcome.Failed(new Fault(FaultKind.CHECK_FAILED, "it read " + round))));
    }
    assertThat(texts(fold(many)))
        .hasSize(6)
        .startsWith("round 1 of 20: it read 1")
        .endsWith("rounds 6 to 20 of 20: it failed otherwise; the report has every one of them");
  }

  @Test
  void the_order_of_rounds_changes_nothing_and_green_has_a_pass_in_each() {
    Random random = new Random(5);
    int green = 0;
    for (int time = 0; time < 300; time++) {
      List<BoardReport> reports = new ArrayList<>();
      Set<Integer> passed = new java.util.HashSet<>();
      for (int round = 1; round <= ROUNDS; round++) {
        for (int attempt = 1; attempt <= random.nextInt(8); attempt++) {
          boolean pass = random.nextInt(4) > 0;
          reports.add(said(round, attempt, pass ? passed() : failed(FaultKind.DISCONNECTED)));
          if (pass) {
            passed.add(round);
          }
        }
      }
      if (random.nextBoolean()) {
        reports.addAll(
            IntStream.rangeClosed(1, ROUNDS).mapToObj(r -> said(r, 9, passed())).toList());
        passed.addAll(IntStream.rangeClosed(1, ROUNDS).boxed().toList());
      }
      Verdict verdict = fold(reports);
      assertThat(verdict instanceof Verdict.Mergeable).isEqualTo(passed.size() == ROUNDS);
      green += verdict instanceof Verdict.Mergeable ? 1 : 0;
      Collections.shuffle(reports, random);
      assertThat(fold(reports)).isEqualTo(verdict);
    }
    assertThat(green).isBetween(1, 299);
  }

  private static Control control(int round) {
    BoardReport of = said(round, 1, passed());
    PlannedJob work =
        new PlannedJob(Control.id(of.job(), 1), job(1).image(), List.of(HEAP), Set.of());
    return new Control(work, new RunId("r0"), of.job(), 1, of.rack(), of.board());
  }

  @Test
  void a_soak_asks_its_baseline_once_a_script_and_the_answer_holds_on_that_board() {
    Control asked = control(3);
    Asked controls = new Asked(PLAN, List.of(asked));
    Question heap = new Question(List.of(HEAP));
    assertThat(controls.open(job(7), heap)).isEmpty();
    assertThat(controls.open(job(3), heap)).contains(heap);
    assertThat(controls.open(job(7), new Question(List.of()))).isPresent();

    List<BoardReport> reports = passes(1, ROUNDS);
    reports.set(2, said(3, 1, failed(FaultKind.NO_ANSWER)));
    reports.set(6, said(7, 1, failed(FaultKind.NO_ANSWER)));
    reports.add(said(7, 2, failed(FaultKind.NO_ANSWER))); // on another board
    reports.add(Reports.report(asked.work(), 1, s -> script(s, passed())));
    List<BoardReport> settled = Settlement.of(PLAN, reports, List.of(asked));
    assertThat(fault(settled.get(6)).kind()).isEqualTo(FaultKind.HANG_PROVEN);
    assertThat(fault(settled.get(6)).text())
        .contains("beside another round and on the same board (job r1-3-c1)");
    assertThat(fault(settled.get(20)).kind()).isEqualTo(FaultKind.NO_ANSWER);
    assertThat(fault(settled.get(20)).text())
        .startsWith(
            "No control was run on this board, because a soak asks once: that of job r1-3-c1 was on"
                + " board B1");
  }

  private static Fault fault(BoardReport report) {
    return Optional.of(report.scripts().getFirst().outcome())
        .map(o -> o instanceof Outcome.Failed failed ? failed.fault() : null)
        .orElseThrow();
  }
}
