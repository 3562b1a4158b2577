package org.hilfarm.server.console;

import java.util.Optional;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.intake.ImageRules;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.ReservationRows;

/**
 * Images for boards that persons have reserved, held to what a submission's are held to. Any thread
 * may use it.
 */
public final class Flashing {
  private final Database database;
  private final TrustedData trusted;
  private final Wishes wishes;

  public Flashing(Database database, TrustedData trusted, Wishes wishes) {
    this.database = database;
    this.trusted = trusted;
    this.wishes = wishes;
  }

  /** An image that somebody handed in; the wish's number. */
  public Answer<Long> file(
      BoardSerial serial, String secret, String fileName, byte[] bytes, Who who) {
    return switch (type(serial, secret)) {
      case Answer.Done<BoardType> type -> {
        Answer<Image> image = checked(fileName, bytes, type.value());
        yield switch (image) {
          case Answer.Done<Image> good -> {
            database.useTransaction(tx -> tx.artifacts().put(good.value().digest(), bytes));
            yield wishes.flash(serial, secret, good.value(), who);
          }
          case Answer.Denied<Image> bad -> Answer.denied(bad.why(), bad.text());
        };
      }
      case Answer.Denied<BoardType> denied -> Answer.denied(denied.why(), denied.text());
    };
  }

  /** An image that the farm has; the wish's number. */
  public Answer<Long> known(BoardSerial serial, String secret, Sha256 digest, Who who) {
    Optional<byte[]> bytes = database.reading(tx -> tx.artifacts().get(digest));
    return bytes.isPresent()
        ? file(serial, secret, digest.brief(), bytes.get(), who)
        : Answer.denied(
            Answer.Why.UNSUITABLE,
            "the farm has no image with the digest %s, or has it no longer".formatted(digest));
  }

  private Answer<BoardType> type(BoardSerial serial, String secret) {
    return database.inTransaction(
        tx ->
            switch (Reservations.held(tx, serial, secret)) {
              case Answer.Done<ReservationRows.Row> held ->
                  held.value()
                      .type()
                      .map(trusted.types()::get)
                      .map(Answer::done)
                      .orElseGet(
                          () ->
                              Answer.denied(
                                  Answer.Why.UNSUITABLE,
                                  "the farm has no board type for board %s".formatted(serial)));
              case Answer.Denied<ReservationRows.Row> denied ->
                  Answer.denied(denied.why(), denied.text());
            });
  }

  private static Answer<Image> checked(String fileName, byte[] bytes, BoardType type) {
    try {
      return Answer.done(ImageRules.check(fileName, bytes, type));
    } catch (MalformedImageException e) {
      return Answer.denied(Answer.Why.UNSUITABLE, "%s: %s".formatted(fileName, e.getMessage()));
    }
  }
}
