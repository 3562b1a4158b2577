package org.hilfarm.server.rackapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.recovery.Recoveries;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RackCaller;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.RecoveryOrder;
import org.hilfarm.wire.rackapi.RecoveryRenewal;
import org.hilfarm.wire.rackapi.RecoveryReport;
import org.hilfarm.wire.rackapi.RecoveryRequest;
import org.hilfarm.wire.rackapi.Renewal;

/** What a rack's agent asks about boards that are to be recovered. */
public final class RecoveryApi implements Routes {
  private static final int SMALL = 256 << 10;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Callers callers;
  private final Recoveries recoveries;
  private final Patience patience;

  public RecoveryApi(Callers callers, Recoveries recoveries, Patience patience) {
    this.callers = callers;
    this.recoveries = recoveries;
    this.patience = patience;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/racks/recoveries", this::ask);
    routes.post("/api/v1/recoveries/{token}/renew", this::renew);
    routes.post("/api/v1/recoveries/{token}/end", this::end);
    routes.post("/api/v1/recoveries/{token}/return", this::giveBack);
  }

  private void ask(Context context) throws InterruptedException {
    RackCaller caller = callers.of(context);
    RecoveryRequest request = Messages.read(context, RecoveryRequest.class, SMALL);
    caller.speaksFor(request.rack());
    Bounds.check(request);
    long wait = Math.clamp(request.waitMillis(), 0, LONGEST_WAIT_MILLIS);
    Optional<RecoveryOrder> order =
        recoveries.ask(request, Deadline.after(Duration.ofMillis(wait)));
    if (order.isPresent()) {
      Messages.write(context, 200, order.get());
    } else {
      context.status(204);
    }
  }

  private void renew(Context context) {
    RackCaller caller = callers.of(context);
    RecoveryRenewal renewal = Messages.read(context, RecoveryRenewal.class, SMALL);
    check(context, renewal.token(), renewal.steps().size());
    callers.ownsRecovery(caller, renewal.token());
    boolean cancel = taken(recoveries.renew(renewal.token(), renewal.steps())).cancel();
    Messages.write(context, 200, new Renewal.Renewed(patience.lease().toMillis(), cancel));
  }

  private void end(Context context) {
    RackCaller caller = callers.of(context);
    RecoveryReport report = Messages.read(context, RecoveryReport.class, SMALL);
    check(context, report.token(), report.steps().size());
    callers.ownsRecovery(caller, report.token());
    boolean cancel = taken(recoveries.end(report)).cancel();
    Messages.write(context, 200, new Renewal.Renewed(0, cancel));
  }

  private void giveBack(Context context) {
    RackCaller caller = callers.of(context);
    GiveBack back = Messages.read(context, GiveBack.class, SMALL);
    check(context, back.token(), 0);
    Bounds.check(back);
    callers.ownsRecovery(caller, back.token());
    boolean cancel = taken(recoveries.giveBack(back.token(), back.why())).cancel();
    Messages.write(context, 200, new Renewal.Renewed(0, cancel));
  }

  private static Recoveries.Answer.Taken taken(Recoveries.Answer answer) {
    return switch (answer) {
      case Recoveries.Answer.Taken taken -> taken;
      case Recoveries.Answer.Over over -> throw new RefusedException(409, over.text());
    };
  }

  private static void check(Context context, LeaseToken token, int steps) {
    if (!context.pathParam("token").equals(token.toString())) {
      throw new RefusedException(400, "token: the address and the body name different recoveries");
    }
    if (steps > RecoveryReport.MOST_STEPS) {
      throw new RefusedException(
          400,
          "steps: %d are too many; no ladder has more than %d"
              .formatted(steps, RecoveryReport.MOST_STEPS));
    }
  }
}
