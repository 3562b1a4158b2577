package org.hilfarm.server.console;

import java.util.Optional;
import java.util.function.BiFunction;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.ReservationRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.postgres.WishRows;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.SeatWish;

/**
 * What persons want of the boards that they have reserved: keys, power, an image. Any thread may
 * use it.
 */
public final class Wishes {
  /** The most that may wait for an agent: some screens of pasted code. */
  private static final int WAITING = 32 << 10;

  private final Database database;
  private final Bell seat;

  public Wishes(Database database, Bell seat) {
    this.database = database;
    this.seat = seat;
  }

  /** Types at the board's console; the wish's number. */
  public Answer<Long> keys(BoardSerial serial, String secret, byte[] keys) {
    return wish(serial, secret, (tx, row) -> tx.wishes().keys(row.token(), keys));
  }

  /** Cuts the board's power and gives it back. */
  public Answer<Long> power(BoardSerial serial, String secret, Who who) {
    return wish(
        serial,
        secret,
        (tx, row) -> {
          tx.audit().add(who, Deed.BOARD_POWER_CYCLED, row.board().rack() + "/" + serial, "");
          return tx.wishes().power(row.token());
        });
  }

  /** Writes an image to the board, whose bytes the farm has. */
  public Answer<Long> flash(BoardSerial serial, String secret, Image image, Who who) {
    return wish(
        serial,
        secret,
        (tx, row) -> {
          tx.audit()
              .add(
                  who,
                  Deed.BOARD_FLASHED,
                  row.board().rack() + "/" + serial,
                  image.fileName() + " " + image.digest());
          return tx.wishes().flash(row.token(), image);
        });
  }

  private Answer<Long> wish(
      BoardSerial serial, String secret, BiFunction<Tx, ReservationRows.Row, Long> wish) {
    return database.inTransaction(
        tx ->
            switch (Reservations.held(tx, serial, secret)) {
              case Answer.Done<ReservationRows.Row> held -> {
                ReservationRows.Row row = held.value();
                if (tx.wishes().waiting(row.token()) > WAITING) {
                  yield Answer.denied(
                      Answer.Why.TOO_FAST,
                      "board %s has not taken what was typed before: wait a moment"
                          .formatted(serial));
                }
                tx.reservations().heard(row.token());
                tx.ring(Channel.SEAT, row.board().rack().value());
                yield Answer.done(wish.apply(tx, row));
              }
              case Answer.Denied<ReservationRows.Row> denied ->
                  Answer.denied(denied.why(), denied.text());
            });
  }

  /** Waits until a wish is over; empty where it is not in time. */
  public Answer<Optional<WishRows.Outcome>> await(
      BoardSerial serial, String secret, long number, Deadline deadline)
      throws InterruptedException {
    while (true) {
      long seen = seat.rung();
      Answer<Optional<WishRows.Outcome>> now =
          database.reading(tx -> outcome(tx, serial, secret, number));
      boolean over =
          !(now instanceof Answer.Done<Optional<WishRows.Outcome>> done)
              || done.value().isPresent();
      if (over || deadline.passed() || seat.closed()) {
        return now;
      }
      var unused = seat.awaitAfter(seen, deadline);
    }
  }

  /** Also of a reservation that is over by now: what came of it is told all the same. */
  private static Answer<Optional<WishRows.Outcome>> outcome(
      Tx tx, BoardSerial serial, String secret, long number) {
    return switch (Reservations.proved(tx, serial, secret)) {
      case Answer.Done<ReservationRows.Row> proved -> outcome(tx, proved.value().token(), number);
      case Answer.Denied<ReservationRows.Row> denied -> Answer.denied(denied.why(), denied.text());
    };
  }

  private static Answer<Optional<WishRows.Outcome>> outcome(Tx tx, LeaseToken token, long number) {
    return tx.wishes().what(token, number).filter(w -> w != SeatWish.What.KEYS).isPresent()
        ? Answer.done(tx.wishes().outcome(token, number))
        : Answer.denied(
            Answer.Why.UNKNOWN,
            "in this reservation neither a power cycle nor an image has the number " + number);
  }
}
