package org.hilfarm.farm.chaos.plan;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;

/**
 * What a board may do wrong in a campaign: every kind of fault there is, wherever it can strike.
 * None lasts for ever, so that a board's recovery can be seen.
 *
 * @param stage when
 * @param kind what
 * @param at how much, as the kind says
 * @param times how often
 */
record Misfortune(FaultStage stage, FaultKind kind, double at, int times) {
  static final List<Misfortune> ALL =
      List.of(
          new Misfortune(FaultStage.ENTRY, FaultKind.SILENCE, 0, 1),
          new Misfortune(FaultStage.CONNECT, FaultKind.SILENCE, 0, 1),
          new Misfortune(FaultStage.FLASHING, FaultKind.SILENCE, 0.5, 1),
          new Misfortune(FaultStage.VERIFY, FaultKind.SILENCE, 0, 1),
          new Misfortune(FaultStage.RETURN, FaultKind.SILENCE, 0, 1),
          new Misfortune(FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5, 1),
          new Misfortune(FaultStage.RETURN, FaultKind.LATE_RETURN, 8, 1),
          new Misfortune(FaultStage.FLASHING, FaultKind.SLOW_FLASH, 3, 1),
          new Misfortune(FaultStage.VERIFY, FaultKind.STUCK_BOOTLOADER, 0, 1),
          new Misfortune(FaultStage.CONNECT, FaultKind.MISSING_DRIVE, 0, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.MISSING_DRIVE, 0, 1),
          new Misfortune(FaultStage.RETURN, FaultKind.WRONG_VERSION, 0, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.WRONG_RESET_REASON, 0, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.BROWN_OUT, 3, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.TORN_LINES, 0, 5),
          new Misfortune(FaultStage.RUNNING, FaultKind.GARBAGE, 0.05, 20),
          new Misfortune(FaultStage.RUNNING, FaultKind.HEAP_LEAK, 1000, 20),
          new Misfortune(FaultStage.RUNNING, FaultKind.HANG, 0, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.DEAF, 0, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.RUINED, 0, 1),
          new Misfortune(FaultStage.RUNNING, FaultKind.WEDGE, 0, 1));

  PlannedFault of(BoardSerial board) {
    return new PlannedFault(board, stage, kind, at, times);
  }
}
