package org.hilfarm.server.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Rung;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.Baseline;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.RecoveryRows;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.RecoveryOrder;
import org.hilfarm.wire.rackapi.RecoveryReport;
import org.hilfarm.wire.rackapi.RecoveryRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives boards that are to be recovered to their racks, and takes in what came of it. The lease and
 * the standing are rows, so any orchestrator goes on where another died. Any thread may use it.
 */
public final class Recoveries {
  private static final Logger LOG = LoggerFactory.getLogger(Recoveries.class);

  /** A board whose agent is lost this often in a row while recovering it is left to a person. */
  private static final int LOST_AT_MOST = 3;

  /** No ladder takes longer, and an agent that is there takes it at once. */
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  private static final int AT_ONCE = 100;

  private final Database database;
  private final TrustedData trusted;
  private final Patience patience;
  private final Bell work;

  public Recoveries(Database database, TrustedData trusted, Patience patience, Bell work) {
    this.database = database;
    this.trusted = trusted;
    this.patience = patience;
    this.work = work;
  }

  /** What became of a renewal or a report. */
  public sealed interface Answer {
    /**
     * It was taken in.
     *
     * @param cancel whether the board is no longer to be recovered
     */
    record Taken(boolean cancel) implements Answer {}

    /** It is over, and the board may be somebody else's. */
    record Over(String text) implements Answer {}
  }

  /** The next board of the rack that is to be recovered; empty where there was none in time. */
  public Optional<RecoveryOrder> ask(RecoveryRequest request, Deadline deadline)
      throws InterruptedException {
    while (true) {
      long seen = work.rung();
      Optional<RecoveryOrder> order = database.inTransaction(tx -> grant(tx, request));
      if (order.isPresent()) {
        return order;
      }
      work.awaitAfter(seen, deadline);
      if (deadline.passed() || work.closed()) {
        return Optional.empty();
      }
    }
  }

  private Optional<RecoveryOrder> grant(Tx tx, RecoveryRequest request) {
    tx.recoveries().asked(request.rack());
    return tx.recoveries()
        .grant(request.rack(), request.busy(), patience.offer())
        .flatMap(row -> order(tx, row));
  }

  private Optional<RecoveryOrder> order(Tx tx, RecoveryRows.Row row) {
    Optional<BoardType> type = row.type().map(trusted.types()::get);
    if (type.isEmpty()) {
      tx.leases().end(row.token(), LeaseEnd.REPORTED);
      tx.standings()
          .set(
              row.board(),
              BoardState.QUARANTINED,
              "the farm has no board type %s: add it to board-configs/types, or correct the rack's file"
                  .formatted(row.type().map(Object::toString).orElse("")));
      return Optional.empty();
    }
    return Optional.of(
        new RecoveryOrder(
            row.token(),
            patience.lease().toMillis(),
            row.board().rack(),
            row.board().serial(),
            type.get(),
            tx.baselines().of(type.get().id()).map(Baseline::image),
            row.cause()));
  }

  /** Keeps a recovery's lease, and stores the rungs so far. */
  public Answer renew(LeaseToken token, List<RungStep> steps) {
    return database.inTransaction(
        tx -> {
          Optional<RecoveryRows.Row> row = tx.recoveries().lock(token);
          if (row.isEmpty() || !tx.leases().renew(token, patience.lease())) {
            return over(token, row);
          }
          tx.racks().heard(row.get().board().rack());
          tx.boardEvents().rungs(row.get().board(), token, steps);
          return new Answer.Taken(!row.get().wanted());
        });
  }

  /** Ends a recovery: the board is back, or quarantined. The same report twice does no harm. */
  public Answer end(RecoveryReport report) {
    return database.inTransaction(tx -> end(tx, report));
  }

  private static Answer end(Tx tx, RecoveryReport report) {
    Optional<RecoveryRows.Row> row = tx.recoveries().lock(report.token());
    if (row.isPresent() && row.get().endedHow().equals(Optional.of("reported"))) {
      return new Answer.Taken(false);
    }
    if (row.isEmpty() || !row.get().live()) {
      return over(report.token(), row);
    }
    StandingRows.Board board = row.get().board();
    tx.leases().end(report.token(), LeaseEnd.REPORTED);
    tx.boardEvents().rungs(board, report.token(), report.steps());
    tx.wear().add(board, flashes(report.steps()), 0);
    if (row.get().wanted() && report.recovered()) {
      tx.standings().clear(board, report.conclusion());
    } else if (row.get().wanted()) {
      LOG.warn("board {} of rack {}: {}", board.serial(), board.rack(), report.conclusion());
      tx.standings().set(board, BoardState.QUARANTINED, report.conclusion());
    }
    tx.ring(Channel.WORK, board.rack().value());
    tx.happened(new Happening.RecoveryEnded(ending(row.get(), report)));
    return new Answer.Taken(false);
  }

  /** An agent gives a recovery back, such as one that closes; it is ordered again. */
  public Answer giveBack(LeaseToken token, String why) {
    return database.inTransaction(
        tx -> {
          Optional<RecoveryRows.Row> row = tx.recoveries().lock(token);
          if (row.isEmpty() || !row.get().live()) {
            return over(token, row);
          }
          LOG.info("recovery {} was given back: {}", token, why);
          unused(tx, row.get(), LeaseEnd.RETURNED);
          return new Answer.Taken(false);
        });
  }

  /** Nothing was done for the board, so nothing counts against it or its rack. */
  private static void unused(Tx tx, RecoveryRows.Row row, LeaseEnd how) {
    tx.leases().end(row.token(), how);
    tx.happened(new Happening.RecoveryEnded(how.word()));
    tx.ring(Channel.WORK, row.board().rack().value());
  }

  private static String ending(RecoveryRows.Row row, RecoveryReport report) {
    if (!row.wanted()) {
      return "left";
    }
    return report.recovered() ? "recovered" : "quarantined";
  }

  private static int flashes(List<RungStep> steps) {
    return (int)
        steps.stream()
            .filter(s -> s.rung() == Rung.REFLASH && s.result() != RungStep.Result.SKIPPED)
            .count();
  }

  private static Answer over(LeaseToken token, Optional<RecoveryRows.Row> row) {
    return new Answer.Over(
        row.map(
                r ->
                    "recovery %s of board %s is over: stop, and ask what is to be recovered anew"
                        .formatted(token, r.board().serial()))
            .orElse("there was never a recovery with token " + token));
  }

  /**
   * Ends recoveries whose agent was not heard of in time; the board is given to its rack again, but
   * not for ever. One that no agent takes is quarantined at last.
   */
  public void sweep() {
    List<LeaseToken> expired = database.inTransaction(tx -> tx.recoveries().expired(AT_ONCE));
    expired.forEach(token -> database.useTransaction(tx -> expire(tx, token)));
    database.useTransaction(this::recoverAway);
    database.useTransaction(
        tx ->
            tx.standings()
                .leftAlone(LEFT_ALONE)
                .forEach(
                    board ->
                        tx.standings()
                            .set(
                                board,
                                BoardState.QUARANTINED,
                                "no agent of rack %s took up its recovery for %d min: look at the agent, then ./farm boards heal %s"
                                    .formatted(
                                        board.rack(), LEFT_ALONE.toMinutes(), board.serial()))));
  }

  /** No report says that these need it: who would have written it is gone. */
  private void recoverAway(Tx tx) {
    List<StandingRows.Board> away =
        tx.standings()
            .awaySinceWork(patience.silence(), AfterAttempt.ASKED_WITHIN, patience.lease());
    for (StandingRows.Board board : away) {
      LOG.warn("board {} of rack {} is away since its last job", board.serial(), board.rack());
      tx.standings().recover(board, "it shows nothing since its last job");
      tx.ring(Channel.WORK, board.rack().value());
    }
  }

  private static void expire(Tx tx, LeaseToken token) {
    RecoveryRows.Row row = tx.recoveries().lock(token).orElseThrow();
    if (row.endedHow().isPresent() || row.live()) {
      return;
    }
    StandingRows.Board board = row.board();
    if (!row.taken()) {
      unused(tx, row, LeaseEnd.LAPSED);
      return;
    }
    tx.leases().end(token, LeaseEnd.EXPIRED);
    tx.happened(new Happening.RecoveryEnded("lost"));
    LOG.warn("recovery {} of board {} of rack {} ran out", token, board.serial(), board.rack());
    int lost = tx.standings().lost(board);
    if (lost >= LOST_AT_MOST) {
      tx.standings()
          .set(
              board,
              BoardState.QUARANTINED,
              "rack %s was lost %d times while it recovered this board: look at the agent's log and at the board's port, then ./farm boards heal %s"
                  .formatted(board.rack(), lost, board.serial()));
    }
    tx.ring(Channel.WORK, board.rack().value());
  }
}
