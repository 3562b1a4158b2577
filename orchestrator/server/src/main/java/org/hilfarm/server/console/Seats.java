package org.hilfarm.server.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.ReservationRows;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.postgres.WishRows;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.SeatNews;
import org.hilfarm.wire.rackapi.SeatOrder;
import org.hilfarm.wire.rackapi.SeatReport;
import org.hilfarm.wire.rackapi.SeatRequest;
import org.hilfarm.wire.rackapi.SeatWish;
import org.hilfarm.wire.rackapi.SeatWishes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What racks' agents are told of reservations, and tell. Leases and wishes are rows, so any
 * orchestrator goes on where another died. Any thread may use it.
 */
public final class Seats {
  private static final Logger LOG = LoggerFactory.getLogger(Seats.class);
  private static final int AT_ONCE = 100;

  /** Who has stopped watching rings nothing, nor does a rack's first hello. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** Has a board whose person's agent was lost, until its rack has put it back. */
  private static final String FARM = "the farm, to put it back";

  /** No text has this hash. */
  private static final String NOBODYS = "0".repeat(64);

  private static final Duration PUT_BACK_WITHIN = Duration.ofMinutes(10);

  private final Database database;
  private final TrustedData trusted;
  private final Patience patience;
  private final Bell seat;

  public Seats(Database database, TrustedData trusted, Patience patience, Bell seat) {
    this.database = database;
    this.trusted = trusted;
    this.patience = patience;
    this.seat = seat;
  }

  /** What became of what an agent said. */
  public sealed interface Reply {
    /**
     * It was taken in.
     *
     * @param cancel whether the board is to be put back
     */
    record Taken(boolean cancel) implements Reply {}

    /** It is over, and the board may be somebody else's. */
    record Over(String text) implements Reply {}
  }

  /** What is new for the rack; empty where nothing was in time. */
  public Optional<SeatNews> ask(SeatRequest request, Deadline deadline)
      throws InterruptedException {
    while (true) {
      long seen = seat.rung();
      SeatNews now = database.inTransaction(tx -> news(tx, request));
      if (now.order().isPresent() || !now.watched().equals(sorted(request.watched()))) {
        return Optional.of(now);
      }
      var unused = seat.awaitAfter(seen, deadline.within(LOOK));
      if (deadline.passed() || seat.closed()) {
        return Optional.empty();
      }
    }
  }

  private static List<BoardSerial> sorted(List<BoardSerial> serials) {
    return serials.stream().sorted((a, b) -> a.value().compareTo(b.value())).distinct().toList();
  }

  private SeatNews news(Tx tx, SeatRequest request) {
    tx.reservations().asked(request.rack());
    Optional<SeatOrder> order =
        tx.reservations().given(request.rack(), request.busy()).flatMap(row -> order(tx, row));
    return new SeatNews(order, sorted(tx.consoles().watched(request.rack())));
  }

  private Optional<SeatOrder> order(Tx tx, ReservationRows.Row row) {
    Optional<BoardType> type = row.type().map(trusted.types()::get);
    if (type.isEmpty()) {
      end(tx, row, LeaseEnd.RETURNED);
      return Optional.empty();
    }
    return Optional.of(
        new SeatOrder(
            row.token(),
            patience.lease().toMillis(),
            row.board().rack(),
            row.board().serial(),
            type.get(),
            row.person(),
            row.left().toMillis()));
  }

  private static void end(Tx tx, ReservationRows.Row row, LeaseEnd how) {
    tx.leases().end(row.token(), how);
    tx.wishes().forget(row.token(), undone(how));
    tx.ring(Channel.WORK, row.board().rack().value());
    tx.ring(Channel.SEAT, row.board().rack().value());
  }

  /** What who wanted something is told that was not over by then. */
  private static String undone(LeaseEnd how) {
    return switch (how) {
      case REPORTED -> "the reservation ended before it was done";
      case EXPIRED -> "its rack's agent was not heard of in time: nobody knows whether it was done";
      case LAPSED -> "its rack did not take the board up in time: it was not done";
      case RETURNED -> "its rack's agent gave the board back before it was done";
    };
  }

  /** Keeps a reservation's lease, as long as its person is there. */
  public Reply renew(LeaseToken token) {
    return database.inTransaction(
        tx -> {
          Optional<ReservationRows.Row> row = tx.reservations().lock(token);
          if (row.isEmpty() || !tx.leases().renew(token, patience.lease())) {
            return over(token, row);
          }
          if (!row.get().taken()) {
            tx.ring(Channel.SEAT, row.get().board().rack().value());
          }
          tx.racks().heard(row.get().board().rack());
          return new Reply.Taken(row.get().ending().isPresent());
        });
  }

  /** What is wanted next; waits where nothing is. */
  public SeatWishes wishes(SeatWishes.Request request, Deadline deadline)
      throws InterruptedException {
    while (true) {
      long seen = seat.rung();
      SeatWishes now = database.inTransaction(tx -> wishes(tx, request));
      boolean news = now.over() || !now.wishes().isEmpty();
      if (news || deadline.passed() || seat.closed()) {
        return now;
      }
      var unused = seat.awaitAfter(seen, deadline);
    }
  }

  private static SeatWishes wishes(Tx tx, SeatWishes.Request request) {
    Optional<ReservationRows.Row> row = tx.reservations().find(request.token());
    boolean over = row.isEmpty() || !row.get().live() || row.get().ending().isPresent();
    return over
        ? new SeatWishes(List.of(), true)
        : new SeatWishes(tx.wishes().after(request.token(), request.after()), false);
  }

  /** A wish is over; saying so again does no harm. */
  public Reply done(SeatWishes.Done done) {
    return database.inTransaction(
        tx -> {
          Optional<ReservationRows.Row> row = tx.reservations().lock(done.token());
          if (row.isEmpty() || !row.get().live()) {
            return over(done.token(), row);
          }
          StandingRows.Board board = row.get().board();
          Optional<SeatWish.What> what = tx.wishes().what(done.token(), done.number());
          boolean first =
              tx.wishes()
                  .done(
                      done.token(), done.number(), new WishRows.Outcome(done.well(), done.said()));
          if (first && what.equals(Optional.of(SeatWish.What.FLASH))) {
            tx.wear().add(board, 1, 0);
          }
          tx.ring(Channel.SEAT, board.rack().value());
          return new Reply.Taken(row.get().ending().isPresent());
        });
  }

  /** The board was put back: it is free, or goes up the ladder. The same twice does no harm. */
  public Reply end(SeatReport report) {
    return database.inTransaction(
        tx -> {
          Optional<ReservationRows.Row> row = tx.reservations().lock(report.token());
          if (row.isEmpty() || !row.get().live()) {
            return over(report.token(), row);
          }
          end(tx, row.get(), LeaseEnd.REPORTED);
          StandingRows.Board board = row.get().board();
          if (!report.well()) {
            LOG.warn("board {} of rack {}: {}", board.serial(), board.rack(), report.conclusion());
          }
          if (!report.well() && tx.recoveries().recovers(board.rack(), Reservations.ASKED_WITHIN)) {
            tx.standings()
                .recover(
                    board,
                    "after it was reserved by %s: %s"
                        .formatted(row.get().person(), report.conclusion()));
          }
          return new Reply.Taken(false);
        });
  }

  /** An agent gives a reservation back, such as one that closes: the board is free. */
  public Reply giveBack(LeaseToken token, String why) {
    return database.inTransaction(
        tx -> {
          Optional<ReservationRows.Row> row = tx.reservations().lock(token);
          if (row.isEmpty() || !row.get().live()) {
            return over(token, row);
          }
          LOG.info("reservation {} was given back: {}", token, why);
          end(tx, row.get(), LeaseEnd.RETURNED);
          putBack(tx, row.get());
          return new Reply.Taken(false);
        });
  }

  private static Reply over(LeaseToken token, Optional<ReservationRows.Row> row) {
    return new Reply.Over(
        row.map(
                r ->
                    "reservation %s of board %s is over: stop, and ask what is reserved anew"
                        .formatted(token, r.board().serial()))
            .orElse("there was never a reservation with token " + token));
  }

  /** Ends what nobody else will: persons that are gone, and agents that are. */
  void sweep() {
    Duration lost = Ration.of(patience).lost();
    database.useTransaction(
        tx -> tx.reservations().over(lost).forEach(rack -> tx.ring(Channel.SEAT, rack.value())));
    List<LeaseToken> expired = database.inTransaction(tx -> tx.reservations().expired(AT_ONCE));
    expired.forEach(token -> database.useTransaction(tx -> expire(tx, token)));
  }

  private static void expire(Tx tx, LeaseToken token) {
    Optional<ReservationRows.Row> row = tx.reservations().lock(token);
    if (row.isEmpty() || row.get().live() || row.get().ended()) {
      return;
    }
    LOG.warn("reservation {} of board {} ran out", token, row.get().board().serial());
    end(tx, row.get(), row.get().taken() ? LeaseEnd.EXPIRED : LeaseEnd.LAPSED);
    putBack(tx, row.get());
  }

  /**
   * A board whose agent was lost while a person had it may have their files on it. Nobody but that
   * agent can do anything with it, so it waits for that a while, to put it back before any job.
   */
  private static void putBack(Tx tx, ReservationRows.Row row) {
    if (row.taken() && !row.person().equals(FARM)) {
      tx.reservations()
          .reserve(row.board(), FARM, NOBODYS, Duration.ZERO, PUT_BACK_WITHIN)
          .ifPresent(again -> tx.reservations().over(again.token(), "it is to be put back"));
    }
  }
}
