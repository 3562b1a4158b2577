package org.hilfarm.model.report;

import java.time.Instant;
import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.reset.ResetRecord;

/**
 * One attempt at a job on one board, from lease to release. Every attempt is kept.
 *
 * @param job which job
 * @param attempt counts from 1
 * @param rack where
 * @param board on which board
 * @param boardType what it is
 * @param flash what became of the image
 * @param scripts one for each script of the job, in order; a script that never started is here too
 * @param resets the whole ledger, also what fell between scripts
 * @param attachments console transcript, flasher log and the like
 * @param started rack time
 * @param finished rack time
 * @param emulated whether the board was a program that plays its chip
 */
public record BoardReport(
    JobId job,
    int attempt,
    RackId rack,
    BoardSerial board,
    BoardTypeId boardType,
    FlashReport flash,
    List<ScriptReport> scripts,
    List<ResetRecord> resets,
    List<Attachment> attachments,
    Instant started,
    Instant finished,
    boolean emulated) {
  public BoardReport {
    scripts = List.copyOf(scripts);
    resets = List.copyOf(resets);
    attachments = List.copyOf(attachments);
  }

  /** An attempt on a board, be it real or virtual. */
  public BoardReport(
      JobId job,
      int attempt,
      RackId rack,
      BoardSerial board,
      BoardTypeId boardType,
      FlashReport flash,
      List<ScriptReport> scripts,
      List<ResetRecord> resets,
      List<Attachment> attachments,
      Instant started,
      Instant finished) {
    this(
        job,
        attempt,
        rack,
        board,
        boardType,
        flash,
        scripts,
        resets,
        attachments,
        started,
        finished,
        false);
  }
}
