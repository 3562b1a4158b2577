package org.hilfarm.server.rackapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.console.LiveConsoles;
import org.hilfarm.server.console.Seats;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RackCaller;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.ConsoleBytes;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.SeatNews;
import org.hilfarm.wire.rackapi.SeatRenewal;
import org.hilfarm.wire.rackapi.SeatReport;
import org.hilfarm.wire.rackapi.SeatRequest;
import org.hilfarm.wire.rackapi.SeatWishes;

/** What a rack's agent asks about boards that persons have reserved or watch, and says of them. */
public final class SeatApi implements Routes {
  private static final int SMALL = 256 << 10;
  private static final long LONGEST_WAIT_MILLIS = 30_000;
  private static final int MOST_DROPPED = 1 << 30;

  private final Callers callers;
  private final Seats seats;
  private final LiveConsoles consoles;
  private final Patience patience;

  public SeatApi(Callers callers, Seats seats, LiveConsoles consoles, Patience patience) {
    this.callers = callers;
    this.seats = seats;
    this.consoles = consoles;
    this.patience = patience;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/racks/seats", this::ask);
    routes.post("/api/v1/racks/console", this::said);
    routes.post("/api/v1/seats/{token}/renew", this::renew);
    routes.post("/api/v1/seats/{token}/wishes", this::wishes);
    routes.post("/api/v1/seats/{token}/done", this::done);
    routes.post("/api/v1/seats/{token}/end", this::end);
    routes.post("/api/v1/seats/{token}/return", this::giveBack);
  }

  private void ask(Context context) throws InterruptedException {
    RackCaller caller = callers.of(context);
    SeatRequest request = Messages.read(context, SeatRequest.class, SMALL);
    caller.speaksFor(request.rack());
    Bounds.check(request);
    Optional<SeatNews> news = seats.ask(request, within(request.waitMillis()));
    if (news.isPresent()) {
      Messages.write(context, 200, news.get());
    } else {
      context.status(204);
    }
  }

  private static Deadline within(long waitMillis) {
    return Deadline.after(Duration.ofMillis(Math.clamp(waitMillis, 0, LONGEST_WAIT_MILLIS)));
  }

  private void said(Context context) {
    RackCaller caller = callers.of(context);
    ConsoleBytes said = Messages.read(context, ConsoleBytes.class, SMALL);
    caller.speaksFor(said.rack());
    StandingRows.Board board = new StandingRows.Board(said.rack(), said.board());
    byte[] bytes = bytes(said);
    long dropped = Math.clamp(said.dropped(), 0, MOST_DROPPED);
    if (bytes.length == 0 && dropped == 0) {
      throw new RefusedException(400, "base64, dropped: nothing was said and nothing was lost");
    }
    if (!consoles.said(board, dropped, bytes)) {
      throw new RefusedException(
          404, "rack %s has presented no board %s".formatted(said.rack(), said.board()));
    }
    context.status(204);
  }

  private static byte[] bytes(ConsoleBytes said) {
    try {
      byte[] bytes = Base64.getDecoder().decode(said.base64());
      if (bytes.length > ConsoleBytes.MOST) {
        throw new RefusedException(
            400,
            "base64: %d bytes are too many; at most %d are taken at once"
                .formatted(bytes.length, ConsoleBytes.MOST));
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, "base64: it is none");
    }
  }

  private void renew(Context context) {
    RackCaller caller = callers.of(context);
    LeaseToken token =
        own(caller, context, Messages.read(context, SeatRenewal.class, SMALL).token());
    boolean cancel = taken(seats.renew(token)).cancel();
    Messages.write(context, 200, new Renewal.Renewed(patience.lease().toMillis(), cancel));
  }

  private void wishes(Context context) throws InterruptedException {
    RackCaller caller = callers.of(context);
    SeatWishes.Request request = Messages.read(context, SeatWishes.Request.class, SMALL);
    LeaseToken unused = own(caller, context, request.token());
    Messages.write(context, 200, seats.wishes(request, within(request.waitMillis())));
  }

  private void done(Context context) {
    RackCaller caller = callers.of(context);
    SeatWishes.Done done = Messages.read(context, SeatWishes.Done.class, SMALL);
    LeaseToken unused = own(caller, context, done.token());
    answer(context, seats.done(done));
  }

  private void end(Context context) {
    RackCaller caller = callers.of(context);
    SeatReport report = Messages.read(context, SeatReport.class, SMALL);
    LeaseToken unused = own(caller, context, report.token());
    answer(context, seats.end(report));
  }

  private void giveBack(Context context) {
    RackCaller caller = callers.of(context);
    GiveBack back = Messages.read(context, GiveBack.class, SMALL);
    LeaseToken token = own(caller, context, back.token());
    Bounds.check(back);
    answer(context, seats.giveBack(token, back.why()));
  }

  private static void answer(Context context, Seats.Reply reply) {
    Messages.write(context, 200, new Renewal.Renewed(0, taken(reply).cancel()));
  }

  private LeaseToken own(RackCaller caller, Context context, LeaseToken token) {
    if (!context.pathParam("token").equals(token.toString())) {
      throw new RefusedException(
          400, "token: the address and the body name different reservations");
    }
    callers.ownsReservation(caller, token);
    return token;
  }

  private static Seats.Reply.Taken taken(Seats.Reply reply) {
    return switch (reply) {
      case Seats.Reply.Taken taken -> taken;
      case Seats.Reply.Over over -> throw new RefusedException(409, over.text());
    };
  }
}
