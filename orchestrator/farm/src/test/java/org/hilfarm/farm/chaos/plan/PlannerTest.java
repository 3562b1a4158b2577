package org.hilfarm.farm.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Scale USUAL = Scale.usual(LEASE);

  @Test
  void the_same_seed_is_the_same_campaign_and_another_is_another() {
    String plan = Json.write(Planner.of(7, 3, USUAL));
    assertThat(Json.write(Planner.of(7, 3, USUAL))).isEqualTo(plan);
    assertThat(Json.write(Planner.of(7, 4, USUAL))).isNotEqualTo(plan);
    assertThat(Json.write(Planner.of(8, 3, USUAL))).isNotEqualTo(plan);
  }

  @Test
  void each_round_has_every_kind_of_strike() {
    for (Scale scale : List.of(USUAL, Scale.small(LEASE))) {
      for (int round = 1; round <= 30; round++) {
        assertThat(Planner.of(1, round, scale).kinds())
            .containsOnlyKeys(
                Arrays.stream(StrikeKind.values()).map(Enum::name).toArray(String[]::new));
      }
    }
  }

  @Test
  void nothing_is_struck_twice_at_a_time_nor_after_the_end() {
    for (int round = 1; round <= 30; round++) {
      RoundPlan plan = Planner.of(1, round, USUAL);
      for (Strike each : plan.strikes()) {
        assertThat(each.endMillis()).isLessThanOrEqualTo(plan.duringMillis());
        assertThat(plan.strikes())
            .filteredOn(s -> !s.equals(each) && each.kind() != StrikeKind.BOARD_FAULT)
            .filteredOn(s -> s.target().equals(each.target()))
            .filteredOn(s -> s.kind().victim() == each.kind().victim())
            .noneMatch(s -> s.atMillis() < each.endMillis() && each.atMillis() < s.endMillis());
      }
    }
  }

  @Test
  void a_process_is_stopped_for_longer_than_a_lease() {
    assertThat(Planner.of(1, 1, USUAL).strikes())
        .filteredOn(s -> s.kind() == StrikeKind.FREEZE_AGENT)
        .isNotEmpty()
        .allMatch(s -> s.lastsMillis() > LEASE.toMillis());
  }

  @Test
  void a_few_rounds_have_every_fault_a_board_can_have() {
    Set<FaultKind> kinds =
        IntStream.rangeClosed(1, 10)
            .mapToObj(round -> Planner.of(1, round, USUAL))
            .flatMap(p -> p.strikes().stream())
            .flatMap(s -> s.fault().stream())
            .map(f -> f.kind())
            .collect(Collectors.toSet());
    assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
  }

  @Test
  void there_are_24_boards_four_of_each_type_and_no_two_alike() {
    List<Ground.Seat> seats = Ground.seats();
    assertThat(seats).hasSize(24);
    assertThat(seats).extracting(Ground.Seat::serial).doesNotHaveDuplicates();
    assertThat(seats).extracting(Ground.Seat::port).doesNotHaveDuplicates();
    for (String type : Ground.types()) {
      assertThat(seats).filteredOn(s -> s.type().equals(type)).hasSize(4);
    }
  }

  @Test
  void good_and_regressed_builds_come_for_boards_of_every_family() {
    List<Handed> handed = Planner.of(1, 1, USUAL).handed();
    assertThat(handed).hasSize(9).filteredOn(Handed::baseline).hasSize(1);
    assertThat(handed).filteredOn(h -> !h.good()).hasSize(3);
    assertThat(handed).filteredOn(h -> !h.baseline()).allMatch(h -> h.boards().size() == 3);
    assertThat(handed).extracting(Handed::imageSeed).doesNotHaveDuplicates();
  }
}
