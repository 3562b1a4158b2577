package org.hilfarm.server.rackapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.lease.Leases;
import org.hilfarm.server.lease.Returns;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RackRows;
import org.hilfarm.server.queue.WorkQueue;
import org.hilfarm.server.report.Deliveries;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RackCaller;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;

/** What a rack's agent asks: to be known, for work, to keep its lease, to deliver. */
public final class RackApi implements Routes {
  private static final int SMALL = 256 << 10;
  private static final int REPORT = 8 << 20;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Parts parts;
  private final Polls polls = new Polls();

  /** What it works with. */
  public record Parts(
      Callers callers,
      Database database,
      WorkQueue queue,
      Leases leases,
      Returns returns,
      Deliveries deliveries,
      Terms terms) {}

  /** What it goes by. */
  public record Terms(TrustedData trusted, Patience patience) {}

  public RackApi(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/racks/hello", this::hello);
    routes.post("/api/v1/racks/work", this::work);
    routes.post("/api/v1/leases/{token}/renew", this::renew);
    routes.post("/api/v1/leases/{token}/report", this::report);
    routes.post("/api/v1/leases/{token}/return", this::giveBack);
  }

  private void hello(Context context) {
    RackCaller caller = parts.callers().of(context);
    Hello hello = Messages.read(context, Hello.class, SMALL);
    Callers.speaks(Protocol.problem(hello.protocol()));
    caller.speaksFor(hello.rack());
    Bounds.check(hello);
    List<BoardStatus> boards = hello.boards().stream().map(this::withTypeAbilities).toList();
    Patience patience = parts.terms().patience();
    parts
        .database()
        .useTransaction(
            tx -> {
              tx.racks()
                  .heldByAnother(hello.rack(), hello.holder(), patience.silence())
                  .ifPresent(RackApi::another);
              tx.racks().present(hello.rack(), hello.agent(), hello.holder(), boards);
              tx.ring(Channel.WORK, hello.rack().value());
            });
    Messages.write(
        context, 200, new Hello.Welcome(patience.lease().toMillis(), patience.renew().toMillis()));
  }

  private static void another(RackRows.Holder holder) {
    throw new RefusedException(
        409,
        "rack %s is presented by another agent (%s), heard of %d s ago: a rack has one agent; stop that one, or give this one a rack of its own"
            .formatted(holder.rack(), holder.agent(), holder.silent().toSeconds()));
  }

  /** What a board can do is what its type can do, and what its rack adds. */
  private BoardStatus withTypeAbilities(BoardStatus board) {
    BoardType type = parts.terms().trusted().types().get(board.boardType());
    if (type == null) {
      return board;
    }
    Set<Ability> abilities = new HashSet<>(type.abilities());
    abilities.addAll(board.abilities());
    return new BoardStatus(
        board.rack(),
        board.slot(),
        board.serial(),
        board.boardType(),
        abilities,
        board.state(),
        board.reason(),
        board.since());
  }

  private void work(Context context) throws InterruptedException {
    RackCaller caller = parts.callers().of(context);
    WorkRequest request = Messages.read(context, WorkRequest.class, SMALL);
    caller.speaksFor(request.rack());
    Bounds.check(request);
    long wait = Math.clamp(request.waitMillis(), 0, LONGEST_WAIT_MILLIS);
    polls.enter(request.rack());
    try {
      Optional<WorkOffer> offer =
          parts.queue().ask(request, Deadline.after(Duration.ofMillis(wait)));
      if (offer.isPresent()) {
        Messages.write(context, 200, offer.get());
      } else {
        context.status(204);
      }
    } finally {
      polls.leave(request.rack());
    }
  }

  private void renew(Context context) {
    RackCaller caller = parts.callers().of(context);
    Renewal renewal = Messages.read(context, Renewal.class, SMALL);
    checkToken(context, renewal.token());
    Bounds.check(renewal);
    switch (parts.leases().renew(renewal.token(), renewal.progress(), caller.own())) {
      case Leases.Kept.Alive alive ->
          Messages.write(
              context,
              200,
              new Renewal.Renewed(parts.terms().patience().lease().toMillis(), alive.cancel()));
      case Leases.Kept.Over over -> {
        parts.callers().owns(caller, renewal.token());
        throw new RefusedException(409, over.text());
      }
    }
  }

  private void giveBack(Context context) {
    RackCaller caller = parts.callers().of(context);
    GiveBack back = Messages.read(context, GiveBack.class, SMALL);
    checkToken(context, back.token());
    Bounds.check(back);
    parts.callers().owns(caller, back.token());
    if (!parts.returns().giveBack(back.token(), back.why())) {
      throw new RefusedException(409, parts.leases().over(back.token()));
    }
    context.status(200);
  }

  private void report(Context context) {
    RackCaller caller = parts.callers().of(context);
    Delivery delivery = Messages.read(context, Delivery.class, REPORT);
    checkToken(context, delivery.token());
    parts.callers().owns(caller, delivery.token());
    switch (parts.deliveries().deliver(delivery)) {
      case Deliveries.Receipt.Stored stored -> context.status(200);
      case Deliveries.Receipt.Late late -> throw new RefusedException(409, late.text());
      case Deliveries.Receipt.Wrong wrong -> throw new RefusedException(400, wrong.problems());
    }
  }

  private static void checkToken(Context context, LeaseToken token) {
    if (!context.pathParam("token").equals(token.toString())) {
      throw new RefusedException(400, "token: the address and the body name different leases");
    }
  }
}
