package org.hilfarm.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.Reports.failed;
import static org.hilfarm.server.fixture.Reports.notRunning;
import static org.hilfarm.server.fixture.Reports.passed;
import static org.hilfarm.server.fixture.Reports.report;
import static org.hilfarm.server.fixture.Reports.reset;
import static org.hilfarm.server.fixture.Reports.script;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Witnesses;
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

class VerdictsTest {
  private static final RunPlan PLAN = plan();
  private static final PlannedJob PICO_JOB = job(PICO);
  private static final PlannedJob FEATHER_JOB = job(FEATHER);

  private static final Set<FaultKind> CLAIMS =
      Set.of(
          FaultKind.HANG_PROVEN,
          FaultKind.NOT_BOOTABLE,
          FaultKind.RAISED_PROVEN,
          FaultKind.WIRING_REFUTED);

  private static RunPlan plan() {
    Build build = new Build("PR 1", List.of(image(PICO), image(FEATHER)));
    return new Planner(TestData.trusted(), Costs.guessed())
        .plan(
            new PlanRequest(new RunId("r1"), build, List.of(), TestData.PR),
            List.of(TestData.board(PICO, "P1"), TestData.board(FEATHER, "F1", "usb-data-switch")));
  }

  private static Image image(BoardType type) {
    try {
      return ImageRules.check(Firmware.fileName(type), Firmware.image(type), type);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static PlannedJob job(BoardType type) {
    return PLAN.jobs().stream()
        .filter(j -> j.image().boardType().equals(type.id()))
        .findFirst()
        .orElseThrow();
  }

  private static BoardReport good(PlannedJob job, int attempt) {
    return report(job, attempt, s -> script(s, passed()));
  }

  private static BoardReport pico(int attempt, ScriptId changed, Outcome outcome) {
    return report(PICO_JOB, attempt, s -> script(s, s.equals(changed) ? outcome : passed()));
  }

  private static Verdict fold(BoardReport... reports) {
    List<BoardReport> all = new ArrayList<>(List.of(reports));
    all.add(good(FEATHER_JOB, 1));
    return Verdicts.fold(PLAN, all, List.of());
  }

  private static List<Reason> reasons(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Mergeable m -> List.of();
      case Verdict.Blocked b -> b.reasons();
      case Verdict.Undecided u -> u.reasons();
      case Verdict.Cancelled c -> List.of();
    };
  }

  @Test
  void all_passes_are_green() {
    assertThat(fold(good(PICO_JOB, 1))).isEqualTo(new Verdict.Mergeable(5));
  }

  @Test
  void nothing_reported_or_nothing_required_is_not_green() {
    assertThat(Verdicts.fold(PLAN, List.of(), List.of())).isInstanceOf(Verdict.Undecided.class);
    RunPlan empty =
        new RunPlan(
            PLAN.run(),
            PLAN.suite(),
            PLAN.build(),
            new TreeSet<>(),
            List.of(),
            List.of(),
            List.of(),
            "c",
            false);
    assertThat(Verdicts.fold(empty, List.of(good(PICO_JOB, 1)), List.of()))
        .isEqualTo(new Verdict.Undecided(List.of()));
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void only_the_firmwares_faults_block_and_only_a_control_proves_some(FaultKind kind) {
    Verdict verdict = fold(pico(1, HEAP, failed(kind)));
    Blame blame = CLAIMS.contains(kind) ? Blame.FARM : kind.blame();
    assertThat(verdict.word()).isEqualTo(blame == Blame.FIRMWARE ? "blocked" : "undecided");
    assertThat(reasons(verdict))
        .singleElement()
        .satisfies(r -> assertThat(r.blame()).isEqualTo(blame));
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void a_board_that_never_ran_the_image_proves_nothing_by_itself(FaultKind kind) {
    Verdict verdict = fold(with(good(PICO_JOB, 1), notRunning(kind)));
    assertThat(verdict.word()).isEqualTo("undecided");
  }

  /** Each of these turns a green report into one that must not be green. */
  private static final Map<String, UnaryOperator<BoardReport>> SPOILERS = spoilers();

  private static Map<String, UnaryOperator<BoardReport>> spoilers() {
    Map<String, UnaryOperator<BoardReport>> all = new TreeMap<>();
    Image image = PICO_JOB.image();
    Sha256 otherDigest = Sha256.of(new byte[] {1});
    Banner otherBanner = new Banner("9.9.9", "2020-01-01", image.banner().machine());
    all.put("other digest", r -> with(r, running(otherDigest, image.banner(), PICO)));
    all.put("other banner", r -> with(r, running(image.digest(), otherBanner, PICO)));
    all.put("other board id", r -> with(r, running(image.digest(), image.banner(), FEATHER)));
    all.put("not running", r -> with(r, notRunning(FaultKind.FLASH_FAILED)));
    all.put("no scripts", r -> withScripts(r, List.of()));
    all.put("first script only", r -> withScripts(r, r.scripts().subList(0, 1)));
    all.put("a script twice", r -> withScripts(r, twice(r.scripts())));
    all.put("skipped", r -> change(r, s -> script(s.script(), new Outcome.Skipped("no"))));
    all.put(
        "not run",
        r ->
            change(
                r,
                s ->
                    script(
                        s.script(),
                        new Outcome.NotRun(new Fault(FaultKind.DISCONNECTED, "gone")))));
    all.put(
        "unexpected reset",
        r -> change(r, s -> script(s.script(), passed(), reset(1, Judgement.UNEXPECTED))));
    all.put(
        "contradiction",
        r -> change(r, s -> script(s.script(), passed(), reset(1, Judgement.CONTRADICTION))));
    all.put("stray reset", r -> withResets(r, List.of(reset(5, Judgement.UNEXPECTED))));
    all.put("failed check", r -> change(r, s -> details(s, false, 1)));
    all.put("measure out of limits", r -> change(r, s -> details(s, true, 100)));
    all.put("of another job", r -> withJob(r, FEATHER_JOB));
    return all;
  }

  private static BoardReport spoil(String how, BoardReport report) {
    return Objects.requireNonNull(SPOILERS.get(how)).apply(report);
  }

  @Test
  void no_spoiled_report_is_ever_green() {
    SPOILERS.forEach(
        (how, spoil) ->
            assertThat(fold(spoil.apply(good(PICO_JOB, 1))).word())
                .as(how)
                .isNotEqualTo("mergeable"));
  }

  @Test
  void an_unexpected_reset_in_a_pass_is_the_firmwares_unless_the_power_sagged() {
    assertThat(fold(spoil("unexpected reset", good(PICO_JOB, 1))).word()).isEqualTo("blocked");
    assertThat(fold(spoil("stray reset", good(PICO_JOB, 1))).word()).isEqualTo("blocked");
    BoardReport sagged = change(good(PICO_JOB, 1), s -> script(s.script(), passed(), brownout()));
    assertThat(fold(sagged).word()).isEqualTo("undecided");
  }

  private static ResetRecord brownout() {
    ResetRecord r = reset(1, Judgement.UNEXPECTED);
    Witnesses saw =
        new Witnesses(
            Optional.of(ResetReason.BROWNOUT),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new ResetRecord(r.boot(), r.at(), r.stimulus(), saw, r.judgement(), r.why());
  }

  @Test
  void a_pass_mends_a_fault_of_the_rack_but_not_one_of_firmware_or_script() {
    assertThat(fold(pico(1, HEAP, failed(FaultKind.DISCONNECTED)), good(PICO_JOB, 2)).word())
        .isEqualTo("mergeable");
    assertThat(fold(pico(1, HEAP, failed(FaultKind.CHECK_FAILED)), good(PICO_JOB, 2)).word())
        .isEqualTo("blocked");
    assertThat(fold(pico(1, HEAP, failed(FaultKind.SCRIPT_RAISED)), good(PICO_JOB, 2)).word())
        .isEqualTo("undecided");
    assertThat(fold(pico(1, HEAP, new Outcome.Skipped("no")), good(PICO_JOB, 2)).word())
        .isEqualTo("undecided");
  }

  @Test
  void evidence_of_another_image_does_not_block_this_one() {
    BoardReport other = spoil("other digest", pico(1, HEAP, failed(FaultKind.CHECK_FAILED)));
    assertThat(fold(other).word()).isEqualTo("undecided");
  }

  @Test
  void two_different_reports_of_one_attempt_are_both_not_believed() {
    assertThat(fold(good(PICO_JOB, 1), good(PICO_JOB, 1)).word()).isEqualTo("mergeable");
    Verdict verdict = fold(good(PICO_JOB, 1), pico(1, HEAP, failed(FaultKind.DISCONNECTED)));
    assertThat(verdict.word()).isEqualTo("undecided");
    assertThat(reasons(verdict).getFirst().text())
        .isEqualTo("2 different reports came for attempt 1 of job r1-2: none can be believed");
  }

  @Test
  void the_order_of_reports_changes_nothing() {
    Random random = new Random(7);
    List<UnaryOperator<BoardReport>> spoilers = new ArrayList<>(SPOILERS.values());
    for (int round = 0; round < 300; round++) {
      List<BoardReport> reports = new ArrayList<>(List.of(good(FEATHER_JOB, 1)));
      for (int attempt = 1; attempt <= 1 + random.nextInt(3); attempt++) {
        BoardReport report = good(PICO_JOB, attempt);
        reports.add(
            random.nextInt(3) == 0
                ? report
                : spoilers.get(random.nextInt(spoilers.size())).apply(report));
      }
      Verdict verdict = Verdicts.fold(PLAN, reports, List.of());
      Collections.shuffle(reports, random);
      assertThat(Verdicts.fold(PLAN, reports, List.of())).isEqualTo(verdict);
    }
  }

  @Test
  void green_always_has_a_clean_pass_behind_every_pair() {
    Random random = new Random(11);
    List<UnaryOperator<BoardReport>> spoilers = new ArrayList<>(SPOILERS.values());
    int green = 0;
    for (int round = 0; round < 500; round++) {
      List<BoardReport> reports = new ArrayList<>(List.of(good(FEATHER_JOB, 1)));
      for (int attempt = 1; attempt <= 3; attempt++) {
        BoardReport report = good(PICO_JOB, attempt);
        boolean clean = random.nextInt(4) == 0;
        reports.add(clean ? report : spoilers.get(random.nextInt(spoilers.size())).apply(report));
      }
      if (Verdicts.fold(PLAN, reports, List.of()) instanceof Verdict.Mergeable) {
        green++;
        assertThat(PICO_JOB.scripts())
            .allMatch(s -> reports.stream().anyMatch(r -> cleanlyPassed(s, r)));
      }
    }
    assertThat(green).isPositive();
  }

  private static boolean cleanlyPassed(ScriptId script, BoardReport r) {
    List<ScriptReport> its = r.scripts().stream().filter(s -> s.script().equals(script)).toList();
    return r.job().equals(PICO_JOB.id())
        && r.flash().equals(Reports.running(PICO_JOB.image()))
        && its.equals(List.of(script(script, passed())));
  }

  @Test
  void a_job_is_tried_again_only_for_what_is_not_the_firmwares_or_the_scripts() {
    assertThat(again(good(PICO_JOB, 1))).isFalse();
    assertThat(again(pico(1, HEAP, failed(FaultKind.DISCONNECTED)))).isTrue();
    assertThat(again(pico(3, HEAP, failed(FaultKind.DISCONNECTED)))).isFalse();
    assertThat(again(pico(1, HEAP, failed(FaultKind.CHECK_FAILED)))).isFalse();
    assertThat(again(pico(1, HEAP, failed(FaultKind.SCRIPT_RAISED)))).isFalse();
    assertThat(again(spoil("other banner", good(PICO_JOB, 1)))).isTrue();
    assertThat(again(pico(1, WATCHDOG, failed(FaultKind.CANCELLED)))).isTrue();
  }

  private static boolean again(BoardReport report) {
    return Verdicts.tryAgain(PICO_JOB, List.of(report), 3);
  }

  private static FlashReport running(Sha256 digest, Banner banner, BoardType type) {
    return new FlashReport.Running(digest, banner, type.id(), Duration.ofSeconds(1));
  }

  private static List<ScriptReport> twice(List<ScriptReport> scripts) {
    List<ScriptReport> twice = new ArrayList<>(scripts);
    twice.add(scripts.getFirst());
    return twice;
  }

  private static ScriptReport details(ScriptReport s, boolean checked, double measured) {
    return new ScriptReport(
        s.script(),
        s.outcome(),
        List.of(new Check("it holds", checked, "")),
        List.of(new Measure("m", measured, "B", OptionalDouble.empty(), OptionalDouble.of(10))),
        s.resets(),
        s.started(),
        s.wall(),
        s.boardBusy());
  }

  private static BoardReport change(BoardReport r, UnaryOperator<ScriptReport> first) {
    List<ScriptReport> scripts = new ArrayList<>(r.scripts());
    scripts.set(0, first.apply(scripts.getFirst()));
    return withScripts(r, scripts);
  }

  private static BoardReport with(BoardReport r, FlashReport flash) {
    return copy(
        r, r.job().equals(PICO_JOB.id()) ? PICO_JOB : FEATHER_JOB, flash, r.scripts(), r.resets());
  }

  private static BoardReport withScripts(BoardReport r, List<ScriptReport> scripts) {
    return copy(r, PICO_JOB, r.flash(), scripts, r.resets());
  }

  private static BoardReport withResets(BoardReport r, List<ResetRecord> resets) {
    return copy(r, PICO_JOB, r.flash(), r.scripts(), resets);
  }

  private static BoardReport withJob(BoardReport r, PlannedJob job) {
    return copy(r, job, r.flash(), r.scripts(), r.resets());
  }

  private static BoardReport copy(
      BoardReport r,
      PlannedJob job,
      FlashReport flash,
      List<ScriptReport> scripts,
      List<ResetRecord> resets) {
    return new BoardReport(
        job.id(),
        r.attempt(),
        r.rack(),
        r.board(),
        r.boardType(),
        flash,
        scripts,
        resets,
        List.of(),
        Reports.START,
        Reports.START);
  }
}
