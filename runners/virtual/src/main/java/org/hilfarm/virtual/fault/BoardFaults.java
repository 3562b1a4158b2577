package org.hilfarm.virtual.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.hilfarm.model.board.BoardSerial;

/** The faults one board has still ahead of it. Any thread may use it. */
public final class BoardFaults {
  private final BoardSerial board;
  private final List<PlannedFault> ahead = new ArrayList<>();
  private final Random random;

  public BoardFaults(BoardSerial board, FaultPlan plan) {
    this.board = board;
    this.random = new Random(plan.seed() ^ board.value().hashCode());
    plan.faults().forEach(this::plant);
  }

  /** Adds one, if it is for this board. */
  public synchronized void plant(PlannedFault fault) {
    if (fault.board().equals(board) && fault.times() > 0) {
      ahead.add(fault);
    }
  }

  /** Those that have not struck yet, or not as often as they will. */
  public synchronized List<PlannedFault> ahead() {
    return List.copyOf(ahead);
  }

  /** Whether this fault strikes now. */
  public boolean strikes(FaultStage stage, FaultKind kind) {
    return amount(stage, kind).isPresent();
  }

  /** Whether this fault strikes now, and how much. */
  public OptionalDouble amount(FaultStage stage, FaultKind kind) {
    return strike(stage, kind, 1);
  }

  /** Whether this fault strikes when so much of the work, of 1, is done. */
  public boolean strikes(FaultStage stage, FaultKind kind, double done) {
    return strike(stage, kind, done).isPresent();
  }

  private synchronized OptionalDouble strike(FaultStage stage, FaultKind kind, double done) {
    Optional<PlannedFault> found =
        ahead.stream()
            .filter(f -> f.stage() == stage && f.kind() == kind)
            .filter(f -> stage != FaultStage.FLASHING || f.at() > 1 || f.at() <= done)
            .findFirst();
    found.ifPresent(
        f -> {
          int at = ahead.indexOf(f);
          ahead.set(at, f.struckOnce());
          ahead.removeIf(left -> left.times() == 0);
        });
    return found.map(f -> OptionalDouble.of(f.at())).orElse(OptionalDouble.empty());
  }

  /** Whether this fault would strike now; it does not. */
  public synchronized boolean lasts(FaultStage stage, FaultKind kind) {
    return ahead.stream().anyMatch(f -> f.stage() == stage && f.kind() == kind);
  }

  /** This fault strikes no more. */
  public synchronized void mend(FaultStage stage, FaultKind kind) {
    ahead.removeIf(f -> f.stage() == stage && f.kind() == kind);
  }

  /** A number from 0 to below 1, the same in every run of one plan. */
  public synchronized double chance() {
    return random.nextDouble();
  }
}
