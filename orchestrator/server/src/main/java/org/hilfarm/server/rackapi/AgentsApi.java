package org.hilfarm.server.rackapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.enrol.Drains;
import org.hilfarm.server.enrol.Enrolments;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.rackapi.Enrolment;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.Scope;

/**
 * Who may speak for a rack: operators invite and revoke, a host with an invitation enrols. And
 * which racks are given nothing more.
 */
public final class AgentsApi implements Routes {
  private static final int SMALL = 4 << 10;
  private static final int REASON = 200;

  private final Access access;
  private final Enrolments enrolments;
  private final Drains drains;

  public AgentsApi(Access access, Enrolments enrolments, Drains drains) {
    this.access = access;
    this.enrolments = enrolments;
    this.drains = drains;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/enrol", this::enrol);
    Routes.readable(routes, "/api/v1/agents", this::list);
    routes.post("/api/v1/agents/{rack}/invite", this::invite);
    routes.post("/api/v1/agents/{rack}/revoke", this::revoke);
    routes.post("/api/v1/agents/{rack}/drain", this::drain);
    routes.post("/api/v1/agents/{rack}/undrain", this::undrain);
    Routes.readable(routes, "/api/v1/drains", this::drained);
  }

  private void enrol(Context context) {
    Callers.speaks(context);
    Credential invitation = access.invitation(context);
    Enrolment wish = Messages.read(context, Enrolment.class, SMALL);
    answer(context, enrolments.enrol(invitation.digest(), wish, context.ip()));
  }

  private void list(Context context) {
    access.operator(context, Scope.AGENTS_ADMIN);
    Messages.write(context, 200, enrolments.all());
  }

  private void invite(Context context) {
    Who who = access.operator(context, Scope.AGENTS_ADMIN);
    answer(context, enrolments.invite(rack(context), who));
  }

  private void revoke(Context context) {
    Who who = access.operator(context, Scope.AGENTS_ADMIN);
    answer(context, enrolments.revoke(rack(context), who));
  }

  private void drain(Context context) {
    Who who = access.operator(context, Scope.AGENTS_ADMIN);
    String reason = Messages.read(context, BoardOrder.class, SMALL).reason();
    if (reason.length() > REASON) {
      throw new RefusedException(
          400, "reason: %d characters are too many, at most %d".formatted(reason.length(), REASON));
    }
    answer(context, drains.drain(rack(context), reason, who));
  }

  private void undrain(Context context) {
    Who who = access.operator(context, Scope.AGENTS_ADMIN);
    answer(context, drains.undrain(rack(context), who));
  }

  private void drained(Context context) {
    access.reader(context);
    Messages.write(context, 200, drains.all());
  }

  private static void answer(Context context, Enrolments.Result<?> result) {
    switch (result) {
      case Enrolments.Result.Done<?> done -> Messages.write(context, 200, done.value());
      case Enrolments.Result.Refused<?> refused ->
          throw new RefusedException(refused.status(), refused.why());
    }
  }

  private static RackId rack(Context context) {
    try {
      return new RackId(context.pathParam("rack"));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }
}
