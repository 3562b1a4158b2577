package org.hilfarm.virtual.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.PortPath;

/**
 * What will go wrong on a rack.
 *
 * @param seed of every random choice, such as which byte of a console turns to garbage
 * @param faults in the order in which they are looked at
 * @param ports those of the rack's hubs
 */
public record FaultPlan(long seed, List<PlannedFault> faults, List<PortFault> ports) {
  private static final List<Strike> OF_FLASHING =
      List.of(
          new Strike(FaultStage.FLASHING, FaultKind.SILENCE),
          new Strike(FaultStage.FLASHING, FaultKind.DISCONNECT),
          new Strike(FaultStage.VERIFY, FaultKind.STUCK_BOOTLOADER),
          new Strike(FaultStage.RETURN, FaultKind.SILENCE));

  private record Strike(FaultStage stage, FaultKind kind) {}

  public FaultPlan {
    faults = List.copyOf(faults);
    ports = List.copyOf(ports);
  }

  /** Boards misbehave, hubs do not. */
  public FaultPlan(long seed, List<PlannedFault> faults) {
    this(seed, faults, List.of());
  }

  /** Hubs lie, boards are sound. */
  public static FaultPlan ofPorts(PortFault... faults) {
    return new FaultPlan(0, List.of(), List.of(faults));
  }

  /** Whether a port lies in this way. */
  public boolean lies(PortPath port, PortFault.Kind kind) {
    return ports.contains(new PortFault(port, kind));
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
      Strike strike = OF_FLASHING.get(random.nextInt(OF_FLASHING.size()));
      double at = random.nextDouble();
      if (random.nextDouble() < probability) {
        faults.add(new PlannedFault(board, strike.stage(), strike.kind(), at, 1));
      }
    }
    return new FaultPlan(seed, faults);
  }
}
