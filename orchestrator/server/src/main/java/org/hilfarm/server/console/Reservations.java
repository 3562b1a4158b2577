package org.hilfarm.server.console;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.ReservationRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.runapi.RackDrain;

/**
 * Boards that persons have for a time: nobody else gets them meanwhile, and they are free again
 * when the person is gone, whoever dies. Any thread may use it.
 */
public final class Reservations {
  /** An agent that sends consoles asks again and again; this is how long ago it may have been. */
  static final Duration ASKED_WITHIN = Duration.ofSeconds(90);

  private static final int SECRET_BYTES = 32;

  private final Database database;
  private final Patience patience;
  private final Ration ration;
  private final SecureRandom random = new SecureRandom();

  public Reservations(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
    this.ration = Ration.of(patience);
  }

  /**
   * A board is somebody's.
   *
   * @param secret what proves it from now on
   * @param until its end in any case
   * @param heartbeat how often to say that one is there
   */
  public record Given(String secret, Instant until, Duration heartbeat) {}

  /** Gives a board that is free to a person. */
  public Answer<Given> reserve(BoardSerial serial, Duration lasts, Who who) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return database.inTransaction(
        tx ->
            switch (new Boards(tx, patience).find(serial)) {
              case Answer.Done<BoardStatus> found -> reserve(tx, found.value(), lasts, who, secret);
              case Answer.Denied<BoardStatus> denied -> Answer.denied(denied.why(), denied.text());
            });
  }

  private Answer<Given> reserve(Tx tx, BoardStatus board, Duration lasts, Who who, String secret) {
    Boards boards = new Boards(tx, patience);
    Optional<String> taken = boards.taken(board);
    if (taken.isPresent()) {
      return Answer.denied(Answer.Why.TAKEN, taken.get());
    }
    Optional<RackDrain> drain = tx.drains().of(board.rack());
    if (drain.isPresent()) {
      return Answer.denied(
          Answer.Why.TAKEN,
          "rack %s is drained since %s: %s"
              .formatted(board.rack(), drain.get().since(), drain.get().reason()));
    }
    if (!tx.reservations().asks(board.rack(), ASKED_WITHIN)) {
      return Answer.denied(
          Answer.Why.TAKEN,
          "no agent of rack %s has asked for reservations for %d s: start it, or update it"
              .formatted(board.rack(), ASKED_WITHIN.toSeconds()));
    }
    Optional<ReservationRows.Row> row =
        tx.reservations()
            .reserve(Boards.name(board), who.actor(), hash(secret), lasts, patience.lease());
    if (row.isEmpty()) {
      return Answer.denied(
          Answer.Why.TAKEN,
          boards
              .taken(board)
              .orElse("board %s was given to somebody else just now".formatted(board.serial())));
    }
    tx.audit().add(who, Deed.BOARD_RESERVED, board.rack() + "/" + board.serial(), "");
    tx.ring(Channel.SEAT, board.rack().value());
    return Answer.done(new Given(secret, row.get().until(), ration.heartbeat()));
  }

  static String hash(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8)).value();
  }

  /** The tab is there; until when the board is its person's. */
  public Answer<Instant> heard(BoardSerial serial, String secret) {
    return database.inTransaction(
        tx ->
            switch (held(tx, serial, secret)) {
              case Answer.Done<ReservationRows.Row> held -> {
                tx.reservations().heard(held.value().token());
                yield Answer.done(held.value().until());
              }
              case Answer.Denied<ReservationRows.Row> denied ->
                  Answer.denied(denied.why(), denied.text());
            });
  }

  /** The person lets the board go; its agent puts it back. */
  public Answer<Instant> release(BoardSerial serial, String secret, Who who) {
    return database.inTransaction(
        tx ->
            switch (held(tx, serial, secret)) {
              case Answer.Done<ReservationRows.Row> held -> {
                ReservationRows.Row row = held.value();
                tx.reservations().over(row.token(), "it was let go");
                tx.audit().add(who, Deed.BOARD_LET_GO, row.board().rack() + "/" + serial, "");
                tx.ring(Channel.SEAT, row.board().rack().value());
                yield Answer.done(row.until());
              }
              case Answer.Denied<ReservationRows.Row> denied ->
                  Answer.denied(denied.why(), denied.text());
            });
  }

  /** The reservation that this secret proves, as long as it lasts. */
  static Answer<ReservationRows.Row> held(Tx tx, BoardSerial serial, String secret) {
    Answer<ReservationRows.Row> proved = proved(tx, serial, secret);
    if (proved instanceof Answer.Done<ReservationRows.Row>(ReservationRows.Row row)
        && (row.ending().isPresent() || !row.live())) {
      return Answer.denied(
          Answer.Why.TAKEN,
          "the reservation of board %s is over: %s"
              .formatted(serial, row.ending().orElse("its rack's agent was not heard of in time")));
    }
    return proved;
  }

  /** The same, and also where it is over by now. */
  static Answer<ReservationRows.Row> proved(Tx tx, BoardSerial serial, String secret) {
    return tx.reservations()
        .ofSecret(hash(secret))
        .filter(row -> row.board().serial().equals(serial))
        .map(Answer::done)
        .orElseGet(
            () ->
                Answer.denied(
                    Answer.Why.FOREIGN,
                    "this is not what board %s was reserved with: reserve it first"
                        .formatted(serial)));
  }
}
