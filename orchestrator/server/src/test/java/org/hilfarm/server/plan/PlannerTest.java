package org.hilfarm.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.MICROPYTHON;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.SLEEP;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;
import static org.hilfarm.server.fixture.TestData.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.intake.ImageRules;
import org.hilfarm.wire.upstream.UpstreamTest;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static Image image(BoardType type) {
    try {
      return ImageRules.check(Firmware.fileName(type), Firmware.image(type), type);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunPlan plan(Costs costs, List<Image> images, BoardStatus... boards) {
    return new Planner(TestData.trusted(), costs)
        .plan(
            new PlanRequest(
                new RunId("r1"),
                new Build("b", images),
                List.of(new BoardTypeId("other")),
                TestData.PR),
            Arrays.asList(boards));
  }

  private static RunPlan plan(BoardStatus... boards) {
    return plan(Costs.guessed(), List.of(image(PICO), image(FEATHER)), boards);
  }

  @Test
  void what_applies_is_required_and_what_does_not_is_listed_with_its_reason() {
    RunPlan plan = plan(board(PICO, "P1"));
    assertThat(plan.required())
        .containsExactly(new Requirement(PICO.id(), HEAP), new Requirement(PICO.id(), WATCHDOG));
    assertThat(plan.notApplicable())
        .extracting(NotApplicable::pair)
        .containsExactly(new Requirement(PICO.id(), SLEEP));
    assertThat(plan.notCovered()).containsExactly(FEATHER.id(), new BoardTypeId("other"));
    assertThat(plan.scriptsCommit()).isEqualTo("abc123");
  }

  @Test
  void a_board_out_of_order_still_counts_for_what_is_required() {
    for (BoardState state : BoardState.values()) {
      RunPlan plan = plan(board(PICO, "P1"), board(PICO, "P2", state, "usb-data-switch"));
      assertThat(plan.required()).as(state.name()).contains(new Requirement(PICO.id(), SLEEP));
    }
  }

  @Test
  void upstreams_tests_are_a_job_of_their_own_and_required_of_nothing() {
    Script test = UpstreamTest.of("basics/x", new byte[0], Optional.empty());
    PlanRequest request =
        new PlanRequest(
            new RunId("r1"),
            new Build("b", List.of(image(PICO))),
            List.of(),
            TestData.PR,
            List.of(test));
    RunPlan plan =
        new Planner(TestData.trusted(), Costs.guessed())
            .plan(request, List.of(board(PICO, "P1"), board(PICO, "P2")));
    assertThat(plan.jobs().getLast().scripts()).containsExactly(test.id());
    assertThat(plan.jobs().stream().filter(j -> j.scripts().contains(test.id()))).hasSize(1);
    assertThat(plan.required()).noneMatch(r -> r.script().ofUpstream());
    assertThat(RunInputs.of(plan, TestData.trusted(), List.of(test)).script(test.id()))
        .isEqualTo(test);
  }

  private static RunPlan soak(Repeat repeat, EmulatedUse use, Costs costs, BoardStatus... boards) {
    TrustedData all = TestData.trusted();
    Suite suite = new Suite(TestData.PR, List.of(WATCHDOG, HEAP), use, repeat);
    TrustedData trusted =
        new TrustedData(
            all.types(), Map.of(suite.id(), suite), all.scripts(), all.library(), all.commit());
    return new Planner(trusted, costs)
        .plan(
            new PlanRequest(
                new RunId("r1"), new Build("b", List.of(image(PICO))), List.of(), TestData.PR),
            Arrays.asList(boards));
  }

  private static RunPlan soak(Repeat repeat, BoardStatus... boards) {
    return soak(repeat, EmulatedUse.PREFLIGHT, Costs.guessed(), boards);
  }

  private static List<String> rounds(Duration checkpoint) {
    TrustedData all = TestData.trusted();
    Suite suite =
        new Suite(TestData.PR, List.of(WATCHDOG, HEAP), EmulatedUse.OFF, new Repeat.Rounds(2));
    TrustedData trusted =
        new TrustedData(
            all.types(), Map.of(suite.id(), suite), all.scripts(), all.library(), all.commit());
    PlanRequest request =
        new PlanRequest(
            new RunId("r1"), new Build("b", List.of(image(PICO))), List.of(), TestData.PR);
    return new Planner(trusted, Costs.guessed(), checkpoint)
        .plan(request, List.of(board(PICO, "P1"))).jobs().stream()
            .map(j -> j.round().orElseThrow() + ": " + j.scripts())
            .toList();
  }

  @Test
  void a_round_is_cut_where_it_would_keep_its_board_longer_than_to_the_next_checkpoint() {
    // 12 s for the flash and 10 s, a third of its budget, for each script
    assertThat(rounds(Duration.ofSeconds(32)))
        .containsExactly(
            "round 1 of 2: [%s, %s]".formatted(WATCHDOG, HEAP),
            "round 2 of 2: [%s, %s]".formatted(WATCHDOG, HEAP));
    for (int tooShort : new int[] {31, 1}) {
      assertThat(rounds(Duration.ofSeconds(tooShort)))
          .containsExactly(
              "round 1 of 2: [%s]".formatted(WATCHDOG),
              "round 1 of 2: [%s]".formatted(HEAP),
              "round 2 of 2: [%s]".formatted(WATCHDOG),
              "round 2 of 2: [%s]".formatted(HEAP));
    }
  }

  @Test
  void each_round_is_a_job_of_its_own_and_rounds_come_in_order() {
    RunPlan plan = soak(new Repeat.Rounds(3), board(PICO, "P1"), board(PICO, "P2"));
    assertThat(plan.required()).hasSize(2);
    assertThat(plan.jobs())
        .extracting(j -> j.id().value(), j -> j.round().orElseThrow().toString())
        .containsExactly(
            tuple("r1-1", "round 1 of 3"),
            tuple("r1-2", "round 2 of 3"),
            tuple("r1-3", "round 3 of 3"));
    assertThat(plan.jobs()).allMatch(j -> j.scripts().equals(List.of(WATCHDOG, HEAP)));
  }

  @Test
  void a_suite_that_is_run_once_has_no_rounds() {
    assertThat(soak(new Repeat.Rounds(1), board(PICO, "P1")).jobs())
        .singleElement()
        .satisfies(j -> assertThat(j.round()).isEmpty());
  }

  @Test
  void emulated_boards_go_ahead_once_and_soak_only_where_they_count() {
    BoardStatus emulated = board(PICO, "E1", "emulated");
    RunPlan ahead = soak(new Repeat.Rounds(3), emulated, board(PICO, "P1", "hardware"));
    assertThat(ahead.jobs()).filteredOn(PlannedJob::preflight).hasSize(1);
    assertThat(ahead.jobs()).hasSize(4);
    RunPlan counts = soak(new Repeat.Rounds(3), EmulatedUse.COUNTS, Costs.guessed(), emulated);
    assertThat(counts.jobs()).hasSize(3).allMatch(j -> j.round().isPresent());
  }

  @Test
  void hours_become_as_many_rounds_as_fit_over_the_boards_at_work() {
    Costs costs =
        new Costs(
            Map.of(PICO.flash(), Duration.ofSeconds(10)),
            Map.of(WATCHDOG, Duration.ofSeconds(20), HEAP, Duration.ofSeconds(30)));
    BoardStatus lost = board(PICO, "P3", BoardState.OFFLINE);
    Repeat hour = new Repeat.Lasting(Duration.ofHours(1));
    assertThat(soak(hour, EmulatedUse.OFF, costs, board(PICO, "P1"), lost).jobs()).hasSize(60);
    assertThat(soak(hour, EmulatedUse.OFF, costs, board(PICO, "P1"), board(PICO, "P2")).jobs())
        .hasSize(120);
    Repeat blink = new Repeat.Lasting(Duration.ofSeconds(59));
    assertThat(soak(blink, EmulatedUse.OFF, costs, board(PICO, "P1")).jobs()).hasSize(1);
    Repeat day = new Repeat.Lasting(Repeat.LONGEST);
    assertThat(soak(day, EmulatedUse.OFF, costs, board(PICO, "P1")).jobs()).hasSize(500);
  }

  @Test
  void the_jobs_hold_every_required_pair_once() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<BoardStatus> boards = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(5); i++) {
        String[] abilities =
            random.nextBoolean() ? new String[] {"usb-data-switch"} : new String[0];
        boards.add(board(random.nextBoolean() ? PICO : FEATHER, "B" + i, abilities));
      }
      Costs costs =
          new Costs(Map.of(PICO.flash(), Duration.ofSeconds(random.nextInt(60))), Map.of());
      RunPlan plan =
          plan(costs, List.of(image(PICO), image(FEATHER)), boards.toArray(BoardStatus[]::new));
      List<Requirement> planned =
          plan.jobs().stream()
              .flatMap(
                  j -> j.scripts().stream().map(s -> new Requirement(j.image().boardType(), s)))
              .toList();
      assertThat(planned).containsExactlyInAnyOrderElementsOf(plan.required());
      for (PlannedJob job : plan.jobs()) {
        BoardType type = job.image().boardType().equals(PICO.id()) ? PICO : FEATHER;
        assertThat(boards)
            .anyMatch(
                b -> b.boardType().equals(type.id()) && Applicability.can(type, b, job.needs()));
      }
    }
  }

  @Test
  void the_plan_is_the_same_whatever_order_boards_and_images_come_in() {
    List<BoardStatus> boards =
        new ArrayList<>(
            List.of(
                board(PICO, "P1"),
                board(PICO, "P2", "usb-data-switch"),
                board(FEATHER, "F1"),
                board(FEATHER, "F2", "usb-data-switch")));
    List<Image> images = new ArrayList<>(List.of(image(PICO), image(FEATHER)));
    RunPlan first = plan(Costs.guessed(), List.copyOf(images), boards.toArray(BoardStatus[]::new));
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      Collections.shuffle(boards, random);
      RunPlan again =
          plan(Costs.guessed(), List.copyOf(images), boards.toArray(BoardStatus[]::new));
      assertThat(again).isEqualTo(first);
      List<Image> shuffled = new ArrayList<>(images);
      Collections.shuffle(shuffled, random);
      RunPlan other = plan(Costs.guessed(), shuffled, boards.toArray(BoardStatus[]::new));
      assertThat(other.jobs()).isEqualTo(first.jobs());
    }
  }

  @Test
  void scripts_are_shared_among_boards_only_where_that_ends_sooner() {
    BoardStatus[] two = {board(PICO, "P1"), board(PICO, "P2")};
    Costs quickFlash = new Costs(Map.of(PICO.flash(), Duration.ofSeconds(1)), Map.of());
    assertThat(plan(quickFlash, List.of(image(PICO)), two).jobs())
        .extracting(PlannedJob::scripts)
        .containsExactly(List.of(WATCHDOG), List.of(HEAP));
    Costs noGain =
        new Costs(
            Map.of(PICO.flash(), Duration.ofSeconds(60)),
            Map.of(WATCHDOG, Duration.ofSeconds(9), HEAP, Duration.ZERO));
    assertThat(plan(noGain, List.of(image(PICO)), two).jobs())
        .extracting(PlannedJob::scripts)
        .containsExactly(List.of(WATCHDOG, HEAP));
    BoardStatus[] oneIsOut = {board(PICO, "P1"), board(PICO, "P2", BoardState.QUARANTINED)};
    assertThat(plan(quickFlash, List.of(image(PICO)), oneIsOut).jobs()).hasSize(1);
  }

  @Test
  void scripts_that_no_single_board_can_run_together_become_two_jobs() {
    ScriptId a = new ScriptId("a/a");
    ScriptId b = new ScriptId("b/b");
    TrustedData data = TestData.trusted();
    TrustedData wired =
        new TrustedData(
            data.types(),
            Map.of(TestData.PR, new Suite(TestData.PR, List.of(a, b))),
            Map.of(a, TestData.script(a, 9, "power-meter"), b, TestData.script(b, 9, "i2c-target")),
            "",
            "c");
    RunPlan plan =
        new Planner(wired, Costs.guessed())
            .plan(
                new PlanRequest(
                    new RunId("r1"), new Build("b", List.of(image(PICO))), List.of(), TestData.PR),
                List.of(board(PICO, "P1", "power-meter"), board(PICO, "P2", "i2c-target")));
    assertThat(plan.jobs()).extracting(PlannedJob::scripts).containsExactly(List.of(a), List.of(b));
    assertThat(Stream.of(a, b).map(s -> new Requirement(PICO.id(), s)))
        .containsExactlyElementsOf(plan.required());
  }

  @Test
  void a_suite_that_is_none_is_an_error() {
    assertThatThrownBy(
            () ->
                new Planner(TestData.trusted(), Costs.guessed())
                    .plan(
                        new PlanRequest(
                            new RunId("r1"),
                            new Build("b", List.of()),
                            List.of(),
                            new SuiteId("nosuch")),
                        List.of()))
        .hasMessage("suite: there is no suite \"nosuch\"; this farm has: pr");
  }

  @Test
  void a_script_for_another_firmware_is_not_applicable_and_never_required() {
    TrustedData data = TestData.trusted();
    Script any = Objects.requireNonNull(data.scripts().get(HEAP));
    Script both =
        new Script(
            any.id(),
            any.name(),
            any.needs(),
            any.timeout(),
            any.covers(),
            any.phases(),
            any.source(),
            any.digest(),
            Optional.empty());
    Map<ScriptId, Script> scripts = new HashMap<>(data.scripts());
    scripts.put(HEAP, both);
    Image image = micropython();
    RunPlan plan =
        new Planner(
                new TrustedData(
                    Map.of(MICROPYTHON.id(), MICROPYTHON),
                    data.suites(),
                    scripts,
                    data.library(),
                    data.commit()),
                Costs.guessed())
            .plan(
                new PlanRequest(
                    new RunId("r1"), new Build("b", List.of(image)), List.of(), TestData.PR),
                List.of(board(MICROPYTHON, "M1")));
    assertThat(plan.required()).containsExactly(new Requirement(MICROPYTHON.id(), HEAP));
    assertThat(plan.notApplicable())
        .extracting(NotApplicable::reason)
        .hasSize(2)
        .containsOnly(
            "is a script for CircuitPython, and a raspberry_pi_pico_micropython runs MicroPython");
  }

  private static Image micropython() {
    try {
      String inside = "MicroPython v1.25.0 on 2025-04-15; " + MICROPYTHON.bannerName();
      return ImageRules.check("m.uf2", Firmware.image(MICROPYTHON, inside), MICROPYTHON);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
