package org.hilfarm.server.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Standing;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.runapi.BoardEventView;
import org.hilfarm.wire.runapi.BoardWear;

/** What people decide about boards, and boards' histories. Any thread may use it. */
public final class BoardOrders {
  private static final int LINES = 500;

  private final Database database;
  private final Patience patience;

  public BoardOrders(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
  }

  /** What can be ordered. */
  public enum Order {
    /** Up the ladder, whatever state it is in; work under way ends first. */
    HEAL(Deed.BOARD_HEAL),
    /** Out of the pool until somebody heals or releases it. */
    QUARANTINE(Deed.BOARD_QUARANTINE),
    /** Back into the pool as it is. */
    RELEASE(Deed.BOARD_RELEASE),
    /** Out of the farm. */
    RETIRE(Deed.BOARD_RETIRE);

    private final Deed deed;

    Order(Deed deed) {
      this.deed = deed;
    }
  }

  /** What became of an order. */
  public sealed interface Answer {
    /** The board is in this state now. */
    record Done(BoardStatus board) implements Answer {}

    /** There is no such board. */
    record Unknown(String text) implements Answer {}

    /** Not in the state it is in; the text says what to do. */
    record Refused(String text) implements Answer {}
  }

  /** Carries an order out. */
  public Answer order(StandingRows.Board board, Order order, String reason, Who who) {
    return database.inTransaction(
        tx -> {
          Optional<BoardStatus> now = find(tx, board);
          if (now.isEmpty()) {
            return unknown(board);
          }
          Optional<Standing> standing = tx.standings().lock(board);
          Optional<String> refusal = refusal(tx, now.get(), standing, order);
          if (refusal.isPresent()) {
            return new Answer.Refused(refusal.get());
          }
          carryOut(tx, board, order, reason);
          tx.audit().add(who, order.deed, board.rack() + "/" + board.serial(), reason);
          return new Answer.Done(find(tx, board).orElseThrow());
        });
  }

  private Optional<BoardStatus> find(Tx tx, StandingRows.Board board) {
    return tx.racks().boards(patience.silence(), patience.forget()).stream()
        .filter(b -> b.rack().equals(board.rack()) && b.serial().equals(board.serial()))
        .findFirst();
  }

  private Answer unknown(StandingRows.Board board) {
    return new Answer.Unknown(
        "rack %s has no board with serial %s, or was not heard of for %d h: see ./farm boards"
            .formatted(board.rack(), board.serial(), patience.forget().toHours()));
  }

  private static Optional<String> refusal(
      Tx tx, BoardStatus now, Optional<Standing> standing, Order order) {
    BoardState decided = standing.map(Standing::state).orElse(BoardState.READY);
    String name = now.serial().value();
    return switch (order) {
      case HEAL -> refusesHeal(tx, now, decided);
      case RELEASE ->
          switch (decided) {
            case QUARANTINED, RETIRED -> Optional.empty();
            case RECOVERING ->
                Optional.of(
                    "board %s is being recovered: wait for the end (./farm boards history %s), or quarantine it first"
                        .formatted(name, name));
            case READY, LEASED, OFFLINE ->
                Optional.of(
                    "nobody has taken board %s out of the pool; its rack says that it is %s: %s"
                        .formatted(name, now.state(), now.reason()));
          };
      case QUARANTINE ->
          decided == BoardState.RETIRED
              ? Optional.of("board %s is retired: release it first".formatted(name))
              : Optional.empty();
      case RETIRE ->
          decided == BoardState.RETIRED
              ? Optional.of("board %s is retired already".formatted(name))
              : Optional.empty();
    };
  }

  private static Optional<String> refusesHeal(Tx tx, BoardStatus now, BoardState decided) {
    String name = now.serial().value();
    if (decided == BoardState.RECOVERING) {
      return Optional.of(
          "board %s is being recovered already, since %s: ./farm boards history %s"
              .formatted(name, now.since(), name));
    }
    if (decided == BoardState.RETIRED) {
      return Optional.of("board %s is retired: release it first".formatted(name));
    }
    Duration within = AfterAttempt.ASKED_WITHIN;
    return tx.recoveries().recovers(now.rack(), within)
        ? Optional.empty()
        : Optional.of(
            "no agent of rack %s has asked for boards to recover for %d s: start it, or update it"
                .formatted(now.rack(), within.toSeconds()));
  }

  private static void carryOut(Tx tx, StandingRows.Board board, Order order, String reason) {
    String why = "by hand: " + (reason.isBlank() ? "no reason given" : reason);
    switch (order) {
      case HEAL -> tx.standings().set(board, BoardState.RECOVERING, why);
      case QUARANTINE -> tx.standings().set(board, BoardState.QUARANTINED, why);
      case RETIRE -> tx.standings().set(board, BoardState.RETIRED, why);
      case RELEASE -> tx.standings().clear(board, why);
    }
    tx.ring(Channel.WORK, board.rack().value());
  }

  /** The latest lines of a board's history, oldest first; none for a board nobody knows. */
  public List<BoardEventView> history(StandingRows.Board board) {
    return database.inTransaction(tx -> tx.boardEvents().of(board, LINES));
  }

  /** What every board has been through. */
  public List<BoardWear> wear() {
    return database.inTransaction(tx -> tx.wear().all());
  }
}
