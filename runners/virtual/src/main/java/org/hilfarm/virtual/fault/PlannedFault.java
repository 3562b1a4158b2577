package org.hilfarm.virtual.fault;

import org.hilfarm.model.board.BoardSerial;

/**
 * One fault of one board.
 *
 * @param board which
 * @param stage when
 * @param kind what
 * @param at how much, as the kind says: a share of 1, seconds, bytes or a factor
 * @param times how often it strikes
 */
public record PlannedFault(
    BoardSerial board, FaultStage stage, FaultKind kind, double at, int times) {

  /** Strikes every time, at once. */
  public static PlannedFault always(BoardSerial board, FaultStage stage, FaultKind kind) {
    return new PlannedFault(board, stage, kind, 0, Integer.MAX_VALUE);
  }

  /** Strikes every time, when so much is reached. */
  public static PlannedFault always(
      BoardSerial board, FaultStage stage, FaultKind kind, double at) {
    return new PlannedFault(board, stage, kind, at, Integer.MAX_VALUE);
  }

  PlannedFault struckOnce() {
    return new PlannedFault(board, stage, kind, at, times - 1);
  }
}
