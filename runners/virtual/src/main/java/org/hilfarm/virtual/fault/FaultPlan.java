package org.hilfarm.virtual.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hilfarm.model.board.BoardSerial;

/**
 * What will go wrong on a rack.
 *
 * @param seed of every random choice, such as which byte of a console turns to garbage
 * @param faults in the order in which they are looked at
 */
public record FaultPlan(long seed, List<PlannedFault> faults) {
  private static final FaultKind[] OF_FLASHING = {
    FaultKind.SILENCE, FaultKind.DISCONNECT, FaultKind.LATE_RETURN, FaultKind.STUCK_BOOTLOADER
  };

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** Nothing goes wrong. */
  public static FaultPlan none() {
    return new FaultPlan(0, List.of());
  }

  /** These, and nothing else. */
  public static FaultPlan of(long seed, PlannedFault... faults) {
    return new FaultPlan(seed, List.of(faults));
  }

  /** Each board gets, with this probability, one fault of flashing that strikes once. */
  public static FaultPlan random(long seed, List<BoardSerial> boards, double probability) {
    Random random = new Random(seed);
    List<PlannedFault> faults = new ArrayList<>();
    for (BoardSerial board : boards) {
      FaultKind kind = OF_FLASHING[random.nextInt(OF_FLASHING.length)];
      double at = random.nextDouble();
      if (random.nextDouble() < probability) {
        faults.add(new PlannedFault(board, stage(kind), kind, at, 1));
      }
    }
    return new FaultPlan(seed, faults);
  }

  private static FaultStage stage(FaultKind kind) {
    return switch (kind) {
      case LATE_RETURN -> FaultStage.RETURN;
      case STUCK_BOOTLOADER -> FaultStage.VERIFY;
      case SILENCE,
          DISCONNECT,
          SLOW_FLASH,
          MISSING_DRIVE,
          WRONG_VERSION,
          WRONG_RESET_REASON,
          BROWN_OUT,
          TORN_LINES,
          GARBAGE,
          HEAP_LEAK,
          HANG,
          WEDGE ->
          FaultStage.FLASHING;
    };
  }
}
