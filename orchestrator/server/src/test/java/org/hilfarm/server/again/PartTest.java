package org.hilfarm.server.again;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.PR;
import static org.hilfarm.server.fixture.TestData.SLEEP;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.ScriptId;
import org.junit.jupiter.api.Test;

class PartTest {
  private static final RunId AGAIN = new RunId("r9");

  private static Image image(BoardType type) {
    return new Image(
        type.id(),
        ImageFormat.UF2,
        "x.uf2",
        Sha256.of(new byte[] {1}),
        1,
        new Banner("10.1.0", "2026-11-22", type.bannerName(), Firmware.CIRCUITPYTHON));
  }

  private static Requirement pair(BoardType type, ScriptId script) {
    return new Requirement(type.id(), script);
  }

  private static PlannedJob job(
      String id, BoardType type, Optional<Round> round, ScriptId... scripts) {
    return new PlannedJob(
        new JobId("r1-" + id),
        image(type),
        List.of(scripts),
        Set.of(new Ability("watchdog"), Ability.HARDWARE),
        round);
  }

  private static RunPlan plan(String name, PlannedJob... jobs) {
    return new RunPlan(
        new RunId("r1"),
        PR,
        new Build(name, List.of(image(PICO), image(FEATHER))),
        new TreeSet<>(Set.of(pair(PICO, WATCHDOG), pair(PICO, HEAP), pair(FEATHER, HEAP))),
        List.of(new NotApplicable(pair(PICO, SLEEP), "no switch")),
        List.of(new BoardTypeId("nobody")),
        List.of(jobs),
        "abc123",
        true);
  }

  @Test
  void only_what_did_not_pass_is_planned_with_the_same_images_on_boards_of_the_same_kind() {
    RunPlan whole =
        plan(
            "10.1.0",
            job("1", PICO, Optional.empty(), WATCHDOG),
            job("2", PICO, Optional.empty(), HEAP, SLEEP),
            job("3", FEATHER, Optional.empty(), HEAP));

    RunPlan part = new Part(whole, Set.of(pair(PICO, HEAP))).as(AGAIN);

    assertThat(part.run()).isEqualTo(AGAIN);
    assertThat(part.required()).containsExactly(pair(PICO, HEAP));
    assertThat(part.jobs())
        .containsExactly(
            new PlannedJob(
                new JobId("r9-1"), image(PICO), List.of(HEAP), whole.jobs().get(1).needs()));
    assertThat(part.build().images()).isEqualTo(whole.build().images());
    assertThat(part.notApplicable()).isEmpty();
    assertThat(part.notCovered()).isEmpty();
    assertThat(part.scriptsCommit()).isEqualTo("abc123");
    assertThat(part.redPreflightStops()).isTrue();
  }

  @Test
  void a_soak_is_tested_again_in_all_its_rounds() {
    RunPlan whole =
        plan(
            "x",
            job("1", PICO, Optional.of(new Round(1, 2)), HEAP),
            job("2", PICO, Optional.of(new Round(2, 2)), HEAP));
    assertThat(new Part(whole, Set.of(pair(PICO, HEAP))).as(AGAIN).jobs())
        .extracting(PlannedJob::round)
        .containsExactly(Optional.of(new Round(1, 2)), Optional.of(new Round(2, 2)));
  }

  @Test
  void its_name_says_of_what_it_is_a_part_and_does_not_grow() {
    Set<Requirement> pairs = Set.of(pair(PICO, HEAP));
    RunPlan first =
        new Part(plan("10.1.0", job("1", PICO, Optional.empty(), HEAP)), pairs).as(AGAIN);
    assertThat(first.build().name()).isEqualTo("10.1.0 (again, what did not pass in r1)");
    assertThat(new Part(first, pairs).as(new RunId("r10")).build().name())
        .isEqualTo("10.1.0 (again, what did not pass in r9)");
  }
}
