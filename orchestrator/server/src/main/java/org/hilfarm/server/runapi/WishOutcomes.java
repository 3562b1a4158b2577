package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.server.console.Answer;
import org.hilfarm.server.console.Wishes;
import org.hilfarm.server.postgres.WishRows;
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
   * Waits for what comes of a wish, and answers with it: 200, 409, or 202 where it takes longer.
   */
  void write(Context context, long number, Duration within) throws InterruptedException {
    Optional<WishRows.Outcome> outcome =
        done(wishes.await(BoardNames.in(context), secret(context), number, Deadline.after(within)));
    if (outcome.isEmpty()) {
      Messages.write(
          context, 202, new ReservationView.Done(false, "it is still being done: look at it"));
      return;
    }
    if (!outcome.get().well()) {
      throw new RefusedException(409, outcome.get().said());
    }
    Messages.write(context, 200, new ReservationView.Done(true, outcome.get().said()));
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
