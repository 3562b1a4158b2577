package org.hilfarm.model.plan;

import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * The baseline on the very board where an attempt left open who is at fault. It never counts for
 * what the run requires; it only says whether board and script are sound.
 *
 * @param work the baseline's image, and the scripts in question; none where the question is whether
 *     a board starts at all
 * @param baseline where that image was proven
 * @param of the job whose attempt is in question
 * @param attempt which of its attempts
 * @param rack where the board is
 * @param board which board; no other will do
 */
public record Control(
    PlannedJob work, RunId baseline, JobId of, int attempt, RackId rack, BoardSerial board) {

  /** The same for the same attempt, so that it is planned once. */
  public static JobId id(JobId of, int attempt) {
    return new JobId(of + "-c" + attempt);
  }

  /** Which baseline, in words. */
  public String baselineName() {
    return new Baseline(baseline, work.image()).toString();
  }

  @Override
  public String toString() {
    return "control of attempt %d of job %s with the %s".formatted(attempt, of, baselineName());
  }
}
