package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.again.Again;
import org.hilfarm.server.again.Asked;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.Scope;

/** Has what did not pass in a run tested again, for programs. */
public final class AgainApi implements Routes {
  private final Access access;
  private final Again again;

  public AgainApi(Access access, Again again) {
    this.access = access;
    this.again = again;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/runs/{id}/again", this::again);
  }

  private void again(Context context) {
    RunId run = RunNames.in(context);
    Who who = access.submitter(context, Scope.RUNS_SUBMIT);
    switch (again.ask(run, who)) {
      case Asked.Made made -> Messages.write(context, 202, made.run());
      case Asked.Idle idle -> throw new RefusedException(409, idle.why());
      case Asked.NoRun no -> throw new RefusedException(404, "there is no run " + run);
    }
  }
}
