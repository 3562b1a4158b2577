package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.report.Cancellation;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.runapi.RunView;

/** What people and programs ask: how runs and boards are, to stop a run. */
public final class RunApi implements Routes {
  private static final int LISTED = 50;

  /** Shorter than what a proxy between here and there usually waits for an answer. */
  private static final int LONGEST_WAIT_S = 45;

  /** Who does not find room is answered at once, and asks again. */
  private static final int WAITERS = 500;

  private final Parts parts;
  private final Semaphore waiters = new Semaphore(WAITERS);

  /** What it works with. */
  public record Parts(Access access, RunStore runs, Cancellation cancellation, Bell changes) {}

  public RunApi(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/runs", this::list);
    Routes.readable(routes, "/api/v1/runs/{id}", this::show);
    routes.post("/api/v1/runs/{id}/cancel", this::cancel);
    Routes.readable(routes, "/api/v1/boards", this::boards);
    Routes.readable(routes, "/api/v1/baselines", this::baselines);
  }

  private void list(Context context) {
    parts.access().reader(context);
    Messages.write(
        context,
        200,
        parts.runs().newest(LISTED).stream().map(v -> Addresses.whole(v, context)).toList());
  }

  /** With {@code wait=SECONDS} it is answered when the run is over, or that time. */
  private void show(Context context) throws InterruptedException {
    RunId run = RunNames.in(context);
    parts.access().reader(context, run);
    Deadline deadline = Deadline.after(Duration.ofSeconds(seconds(context)));
    boolean waits = !deadline.passed() && waiters.tryAcquire();
    try {
      Messages.write(
          context,
          200,
          waits ? whenOver(run, context, deadline) : view(parts.runs(), run, context));
    } finally {
      if (waits) {
        waiters.release();
      }
    }
  }

  /** The run once it has its verdict and its report; as it is when the time is up. */
  private RunView whenOver(RunId run, Context context, Deadline deadline)
      throws InterruptedException {
    while (true) {
      long seen = parts.changes().rung();
      RunView view = view(parts.runs(), run, context);
      boolean over = view.verdict().isPresent() && view.reportUrl().isPresent();
      if (over || deadline.passed() || parts.changes().closed()) {
        return view;
      }
      parts.changes().awaitAfter(seen, deadline);
    }
  }

  private static int seconds(Context context) {
    String said = Optional.ofNullable(context.queryParam("wait")).orElse("0");
    if (!said.matches("[0-9]{1,4}")) {
      throw new RefusedException(400, "wait: must be a number of seconds, such as 30");
    }
    return Math.min(LONGEST_WAIT_S, Integer.parseInt(said));
  }

  static RunView view(RunStore runs, RunId run, Context context) {
    return runs.view(run)
        .map(view -> Addresses.whole(view, context))
        .orElseThrow(() -> new RefusedException(404, "there is no run " + run));
  }

  private void cancel(Context context) {
    RunId run = RunNames.in(context);
    Who who = parts.access().canceller(context, run);
    RunView before = view(parts.runs(), run, context);
    parts.cancellation().cancel(before.run(), "cancelled by " + by(who), who);
    Messages.write(context, 200, view(parts.runs(), run, context));
  }

  private static String by(Who who) {
    return who.actor().equals("submitter") ? "a submitter" : who.actor();
  }

  private void baselines(Context context) {
    parts.access().reader(context);
    Messages.write(context, 200, parts.runs().baselines());
  }

  private void boards(Context context) {
    parts.access().reader(context);
    Messages.write(context, 200, parts.runs().boards());
  }
}
