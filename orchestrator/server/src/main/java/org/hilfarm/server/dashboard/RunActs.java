package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.again.Again;
import org.hilfarm.server.again.Asked;
import org.hilfarm.server.report.Cancellation;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.signin.Person;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;

/** What the buttons of a run's page do; its page then says what came of it. */
public final class RunActs implements Routes {
  private final Parts parts;

  /** What it works with. */
  public record Parts(Access access, RunStore runs, Cancellation cancellation, Again again) {}

  public RunActs(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/runs/{id}/cancel", this::cancel);
    routes.post("/runs/{id}/again", this::again);
  }

  private void cancel(Context context) {
    Person person = parts.access().people().acts(context, Role.OPERATOR);
    RunId run = run(context);
    boolean cancelled =
        parts.cancellation().cancel(run, "cancelled by " + person.name(), person.who());
    said(context, run, cancelled ? Did.CANCELLED : Did.WAS_OVER);
  }

  private void again(Context context) {
    Person person = parts.access().people().acts(context, Role.OPERATOR);
    RunId run = run(context);
    switch (parts.again().ask(run, person.who())) {
      case Asked.Made made -> said(context, made.run().run(), Did.AGAIN);
      case Asked.Idle idle -> throw new RefusedException(409, idle.why());
      case Asked.NoRun no -> throw none(context.pathParam("id"));
    }
  }

  /** The run, which there must be. */
  private RunId run(Context context) {
    String said = context.pathParam("id");
    try {
      RunId run = new RunId(said);
      if (parts.runs().row(run).isPresent()) {
        return run;
      }
    } catch (IllegalArgumentException e) {
      throw none(said);
    }
    throw none(said);
  }

  private static RefusedException none(String said) {
    return new RefusedException(404, "there is no run " + Words.bounded(said, 40));
  }

  private static void said(Context context, RunId run, Did did) {
    context.redirect("/runs/%s?did=%s".formatted(run, did.word()), HttpStatus.SEE_OTHER);
  }
}
