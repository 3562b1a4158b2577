package org.hilfarm.server.recovery;

import java.time.Duration;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.postgres.WearRows;

/**
 * What an attempt's end means for its board, in the transaction that ends the lease: nobody can get
 * the board in between, and no death of anybody's can separate the two.
 *
 * @param tx that transaction
 */
public record AfterAttempt(Tx tx) {
  /** An agent that recovers asks again and again; this is how long ago it may have been. */
  static final Duration ASKED_WITHIN = Duration.ofSeconds(90);

  /**
   * Notes the wear, and sends the board into recovery where the report calls for it.
   *
   * @param token the lease that ended
   * @param controlled whether a control follows on this very board, which proves more than a ladder
   *     would; after it this is asked again
   */
  public void ended(LeaseToken token, BoardReport report, boolean controlled) {
    StandingRows.Board board = new StandingRows.Board(report.rack(), report.board());
    WearRows.Told told =
        new WearRows.Told(Call.flashed(report), Call.blamesRack(report), Call.fault(report));
    tx.wear().told(token, told);
    tx.wear().add(board, told.flashed() ? 1 : 0, told.rackFault() ? 1 : 0);
    tx.health().add(board, 1, told.rackFault() ? 1 : 0);
    if (controlled || !tx.recoveries().recovers(report.rack(), ASKED_WITHIN)) {
      return;
    }
    Call.of(report)
        .ifPresent(
            fault -> {
              tx.standings()
                  .recover(
                      board,
                      "after attempt %d at job %s: %s"
                          .formatted(report.attempt(), report.job(), fault));
              tx.ring(Channel.WORK, report.rack().value());
            });
  }

  /**
   * Reruns found the board itself at fault: that counts as a fault of its rack's, and it goes into
   * recovery where an agent recovers.
   */
  public void badBoard(StandingRows.Board board, String why) {
    tx.wear().add(board, 0, 1);
    tx.health().add(board, 0, 1);
    if (tx.recoveries().recovers(board.rack(), ASKED_WITHIN)) {
      tx.standings().recover(board, why);
      tx.ring(Channel.WORK, board.rack().value());
    }
  }
}
