package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.RunView;

/**
 * A run's changes as they happen: server-sent events named {@code run}, each a whole {@link
 * RunView}. The stream ends when the run has its verdict and its report, or its client leaves.
 */
public final class RunEvents implements Routes {
  private static final Duration BREATH = Duration.ofSeconds(10);

  /** Nobody watches longer than this at a time; a browser connects again by itself. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** A watcher takes at most a fifth of a core's time: a long soak's view takes long to make. */
  private static final int REST = 4;

  private static final int WATCHERS = 200;

  private final Access access;
  private final RunStore runs;
  private final Bell changes;
  private final Semaphore room = new Semaphore(WATCHERS);

  public RunEvents(Access access, RunStore runs, Bell changes) {
    this.access = access;
    this.runs = runs;
    this.changes = changes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/runs/{id}/events", this::watch);
  }

  private void watch(Context context) throws InterruptedException {
    RunId run = RunNames.in(context);
    access.reader(context, run);
    RunApi.view(runs, run, context);
    if (!room.tryAcquire()) {
      throw new RefusedException(
          503, "%d watch already; ask for the run itself instead".formatted(WATCHERS));
    }
    try {
      context.res().setContentType("text/event-stream");
      context.res().setCharacterEncoding("UTF-8");
      stream(run, context);
    } catch (IOException e) {
      // the client left, which is how watching usually ends
    } finally {
      room.release();
    }
  }

  private void stream(RunId run, Context context) throws IOException, InterruptedException {
    OutputStream out = context.res().getOutputStream();
    Deadline deadline = Deadline.after(LONGEST);
    String last = "";
    while (!deadline.passed() && !changes.closed()) {
      long seen = changes.rung();
      long began = Ticker.system().nanos();
      RunView view = RunApi.view(runs, run, context);
      String json = Json.write(view);
      send(out, json.equals(last) ? ": still here\n\n" : "event: run\ndata: " + json + "\n\n");
      last = json;
      if (view.verdict().isPresent() && view.reportUrl().isPresent()) {
        return;
      }
      Duration took = Duration.ofNanos(Ticker.system().nanos() - began);
      changes.awaitAfter(Long.MAX_VALUE, deadline.within(took.multipliedBy(REST)));
      changes.awaitAfter(seen, deadline.within(BREATH));
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
