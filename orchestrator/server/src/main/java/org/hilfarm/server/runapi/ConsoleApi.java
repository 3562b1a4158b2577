package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.console.Ration;
import org.hilfarm.server.console.Reservations;
import org.hilfarm.server.console.Wishes;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.ReservationView;

/** Boards that persons reserve, type at and power-cycle. */
public final class ConsoleApi implements Routes {
  private static final int SMALL = 16 << 10;
  private static final int KEYS = 4 << 10;
  private static final Duration POWERED_WITHIN = Duration.ofSeconds(20);

  /** Who follows something that takes minutes asks again. */
  private static final Duration LOOKED_WITHIN = Duration.ofSeconds(20);

  private final Access access;
  private final Reservations reservations;
  private final Wishes wishes;
  private final WishOutcomes outcomes;

  public ConsoleApi(Access access, Reservations reservations, Wishes wishes) {
    this.outcomes = new WishOutcomes(wishes);
    this.access = access;
    this.reservations = reservations;
    this.wishes = wishes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/boards/{serial}/reservation", this::reserve);
    routes.delete("/boards/{serial}/reservation", this::release);
    routes.post("/boards/{serial}/reservation/heartbeat", this::heartbeat);
    routes.post("/boards/{serial}/console/keys", this::keys);
    routes.post("/boards/{serial}/power", this::power);
    routes.get("/boards/{serial}/reservation/wishes/{number}", this::wish);
  }

  /** Who may have a board; asked here only. */
  private Who person(Context context) {
    return access.people().acts(context, Role.OPERATOR).who();
  }

  private void reserve(Context context) {
    Who who = person(context);
    int minutes = Messages.read(context, ReservationView.Wish.class, SMALL).minutes();
    if (minutes < 1 || minutes > Ration.LONGEST.toMinutes()) {
      throw new RefusedException(
          400,
          "minutes: a board is reserved for 1 to %d minutes at a time, not %d"
              .formatted(Ration.LONGEST.toMinutes(), minutes));
    }
    Reservations.Given given =
        WishOutcomes.done(reservations.reserve(board(context), Duration.ofMinutes(minutes), who));
    Messages.write(
        context,
        201,
        new ReservationView(
            given.secret(), given.until(), Math.max(1, given.heartbeat().toSeconds())));
  }

  private void heartbeat(Context context) {
    Who unused = person(context);
    Instant until =
        WishOutcomes.done(reservations.heard(board(context), WishOutcomes.secret(context)));
    Messages.write(context, 200, new ReservationView.Kept(until));
  }

  private void release(Context context) {
    Who who = person(context);
    Instant until =
        WishOutcomes.done(reservations.release(board(context), WishOutcomes.secret(context), who));
    Messages.write(context, 200, new ReservationView.Kept(until));
  }

  private void keys(Context context) {
    Who unused = person(context);
    String secret = WishOutcomes.secret(context);
    byte[] keys = Messages.bytes(context, KEYS);
    if (keys.length == 0) {
      throw new RefusedException(400, "the body has no bytes to type");
    }
    long number = WishOutcomes.done(wishes.keys(board(context), secret, keys));
    Messages.write(
        context, 202, new ReservationView.Done(false, false, number, "it will be typed"));
  }

  private void power(Context context) throws InterruptedException {
    Who who = person(context);
    String secret = WishOutcomes.secret(context);
    long number = WishOutcomes.done(wishes.power(board(context), secret, who));
    outcomes.write(context, number, POWERED_WITHIN);
  }

  /** What came of a power cycle or an image: for who wanted it, also once the board is free. */
  private void wish(Context context) throws InterruptedException {
    access.reader(context);
    String said = context.pathParam("number");
    if (!said.matches("[0-9]{1,18}")) {
      throw new RefusedException(404, "wishes have numbers, and this is none");
    }
    outcomes.look(context, Long.parseLong(said), LOOKED_WITHIN);
  }

  private static BoardSerial board(Context context) {
    return BoardNames.in(context);
  }
}
