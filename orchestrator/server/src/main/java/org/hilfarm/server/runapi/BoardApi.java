package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.recovery.BoardOrders;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.Scope;

/** What people ask about single boards, and order. */
public final class BoardApi implements Routes {
  private static final int SMALL = 16 << 10;
  private static final int REASON = 400;

  private final Access access;
  private final BoardOrders orders;

  public BoardApi(Access access, BoardOrders orders) {
    this.access = access;
    this.orders = orders;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/boards/wear", this::wear);
    Routes.readable(routes, "/api/v1/boards/{rack}/{serial}/history", this::history);
    routes.post("/api/v1/boards/{rack}/{serial}/heal", c -> order(c, BoardOrders.Order.HEAL));
    routes.post(
        "/api/v1/boards/{rack}/{serial}/quarantine", c -> order(c, BoardOrders.Order.QUARANTINE));
    routes.post("/api/v1/boards/{rack}/{serial}/release", c -> order(c, BoardOrders.Order.RELEASE));
    routes.post("/api/v1/boards/{rack}/{serial}/retire", c -> order(c, BoardOrders.Order.RETIRE));
  }

  private void order(Context context, BoardOrders.Order order) {
    Who who = access.operator(context, Scope.BOARDS_ADMIN);
    String reason = Messages.read(context, BoardOrder.class, SMALL).reason();
    if (reason.length() > REASON) {
      throw new RefusedException(
          400, "reason: %d characters are too many, at most %d".formatted(reason.length(), REASON));
    }
    switch (orders.order(board(context), order, reason, who)) {
      case BoardOrders.Answer.Done done -> Messages.write(context, 200, done.board());
      case BoardOrders.Answer.Unknown unknown -> throw new RefusedException(404, unknown.text());
      case BoardOrders.Answer.Refused refused -> throw new RefusedException(409, refused.text());
    }
  }

  private void history(Context context) {
    access.reader(context);
    Messages.write(context, 200, orders.history(board(context)));
  }

  private void wear(Context context) {
    access.reader(context);
    Messages.write(context, 200, orders.wear());
  }

  private static StandingRows.Board board(Context context) {
    try {
      return new StandingRows.Board(
          new RackId(context.pathParam("rack")), new BoardSerial(context.pathParam("serial")));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }
}
