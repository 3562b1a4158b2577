package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.BadSubmissionException;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.report.Cancellation;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.RunView;

/** What people and programs ask: to run a build, how runs and boards are, to stop a run. */
public final class RunApi implements Routes {
  private static final int LISTED = 50;

  /** Submissions looked at at the same time: each holds its images in memory. */
  private static final int AT_ONCE = 2;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Parts parts;
  private final Semaphore room = new Semaphore(AT_ONCE, true);

  /** What it works with. */
  public record Parts(
      Access access,
      Submissions submissions,
      RunStore runs,
      Cancellation cancellation,
      Path uploads) {}

  public RunApi(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/runs", this::submit);
    Routes.readable(routes, "/api/v1/runs", this::list);
    Routes.readable(routes, "/api/v1/runs/{id}", this::show);
    routes.post("/api/v1/runs/{id}/cancel", this::cancel);
    Routes.readable(routes, "/api/v1/boards", this::boards);
    Routes.readable(routes, "/api/v1/baselines", this::baselines);
  }

  private void submit(Context context) throws InterruptedException {
    parts.access().submitter(context);
    if (!room.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new RefusedException(
          503,
          "%d other submissions have been looked at for %d s: try again in a while"
              .formatted(AT_ONCE, LONGEST_WAIT.toSeconds()));
    }
    try (UploadFolder folder = new UploadFolder(parts.uploads())) {
      Submitted submitted = new Submitted(context, parts.submissions(), folder);
      Arrival arrival = submitted.read();
      Submissions.Wish wish = submitted.wish();
      if (wish.baseline()) {
        parts.access().baselines(context);
      }
      Messages.write(context, 202, parts.submissions().accept(arrival, wish));
    } catch (BadSubmissionException e) {
      throw new RefusedException(400, e.problems());
    } finally {
      room.release();
    }
  }

  private void list(Context context) {
    parts.access().reader(context);
    Messages.write(
        context,
        200,
        parts.runs().newest(LISTED).stream().map(v -> Addresses.whole(v, context)).toList());
  }

  private void show(Context context) {
    parts.access().reader(context);
    Messages.write(context, 200, view(context));
  }

  private RunView view(Context context) {
    return view(parts.runs(), RunNames.in(context), context);
  }

  static RunView view(RunStore runs, RunId run, Context context) {
    return runs.view(run)
        .map(view -> Addresses.whole(view, context))
        .orElseThrow(() -> new RefusedException(404, "there is no run " + run));
  }

  private void cancel(Context context) {
    parts.access().submitter(context);
    RunId run = view(context).run();
    parts.cancellation().cancel(run, "cancelled by a submitter");
    Messages.write(context, 200, view(context));
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
