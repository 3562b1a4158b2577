package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.server.console.Answer;
import org.hilfarm.server.console.Wishes;
import org.hilfarm.server.report.BoardAddress;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.runapi.ReservationView;

/** What persons are answered who want something of a board. */
public final class WishOutcomes {
  /** What proves a reservation. */
  private static final String HEADER = "X-Reservation";

  private final Wishes wishes;

  public WishOutcomes(Wishes wishes) {
    this.wishes = wishes;
  }

  /**
   * Waits for what comes of a wish, and answers with it: 200, 409, or 202 and where to ask again.
   */
  void write(Context context, long number, Duration within) throws InterruptedException {
    ReservationView.Done done = awaited(context, number, within);
    if (done.over() && !done.well()) {
      throw new RefusedException(409, done.said());
    }
    if (!done.over()) {
      context.header("Location", address(context, number));
    }
    Messages.write(context, done.over() ? 200 : 202, done);
  }

  /** Waits a while, and tells how far a wish is, whatever came of it. */
  void look(Context context, long number, Duration within) throws InterruptedException {
    Messages.write(context, 200, awaited(context, number, within));
  }

  private ReservationView.Done awaited(Context context, long number, Duration within)
      throws InterruptedException {
    BoardSerial board = BoardNames.in(context);
    return done(wishes.await(board, secret(context), number, Deadline.after(within)))
        .map(o -> new ReservationView.Done(true, o.well(), number, o.said()))
        .orElseGet(
            () ->
                new ReservationView.Done(
                    false,
                    false,
                    number,
                    "it is still being done: what comes of it is told at "
                        + address(context, number)));
  }

  private static String address(Context context, long number) {
    return BoardAddress.of(BoardNames.in(context)) + "/reservation/wishes/" + number;
  }

  /** What the board was reserved with; throws 403 where nothing was said. */
  static String secret(Context context) {
    return Optional.ofNullable(context.header(HEADER))
        .filter(s -> !s.isBlank())
        .orElseThrow(
            () ->
                new RefusedException(
                    403, HEADER + ": this needs what the board was reserved with"));
  }

  static <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T> done -> done.value();
      case Answer.Denied<T> denied -> throw refused(denied.why(), denied.text());
    };
  }

  static RefusedException refused(Answer.Why why, String text) {
    int status =
        switch (why) {
          case UNKNOWN -> 404;
          case FOREIGN -> 403;
          case TAKEN -> 409;
          case TOO_FAST -> 429;
          case UNSUITABLE -> 400;
        };
    return new RefusedException(status, text);
  }
}
