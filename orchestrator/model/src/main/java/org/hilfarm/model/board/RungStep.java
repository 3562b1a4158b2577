package org.hilfarm.model.board;

import java.time.Instant;

/**
 * One rung that was taken, or passed over, or one probe.
 *
 * @param rung which
 * @param result what came of it
 * @param at when it began, rack time
 * @param millis how long it took
 * @param seen what was seen, or why it was passed over; whole sentences
 */
public record RungStep(Rung rung, Result result, Instant at, long millis, String seen) {
  /** What came of a rung. */
  public enum Result {
    /** The board answers, and is not in safe mode; a probe was clean. */
    HELPED,
    /** It was taken, and the board is no better. */
    DID_NOT_HELP,
    /** This board, this slot or this hub has no such rung now. */
    SKIPPED
  }
}
