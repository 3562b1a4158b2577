package org.hilfarm.virtual.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardSerial;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final BoardSerial BOARD = new BoardSerial("DF6161B1C73A0001");
  private static final List<BoardSerial> MANY =
      IntStream.range(0, 100).mapToObj(i -> new BoardSerial("B" + i)).toList();

  @Test
  void the_same_seed_plans_the_same_faults_and_another_seed_others() {
    assertThat(FaultPlan.random(5, MANY, 0.5)).isEqualTo(FaultPlan.random(5, MANY, 0.5));
    assertThat(FaultPlan.random(5, MANY, 0.5)).isNotEqualTo(FaultPlan.random(6, MANY, 0.5));
  }

  @Test
  void a_probability_is_kept_at_its_ends() {
    assertThat(FaultPlan.random(5, MANY, 0).faults()).isEmpty();
    assertThat(FaultPlan.random(5, MANY, 1).faults()).hasSize(100);
  }

  @Test
  void a_fault_strikes_its_own_board_as_often_as_planned_and_not_too_early() {
    PlannedFault fault = new PlannedFault(BOARD, FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5, 1);
    BoardFaults own = new BoardFaults(BOARD, FaultPlan.of(1, fault));
    BoardFaults other = new BoardFaults(MANY.getFirst(), FaultPlan.of(1, fault));
    assertThat(other.strikes(FaultStage.FLASHING, FaultKind.DISCONNECT, 1)).isFalse();
    assertThat(own.strikes(FaultStage.FLASHING, FaultKind.DISCONNECT, 0.4)).isFalse();
    assertThat(own.strikes(FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5)).isTrue();
    assertThat(own.strikes(FaultStage.FLASHING, FaultKind.DISCONNECT, 0.6)).isFalse();
  }
}
