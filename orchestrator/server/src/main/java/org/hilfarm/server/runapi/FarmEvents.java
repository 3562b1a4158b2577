package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;

/**
 * That boards or runs changed, as it happens: server-sent events that say no more than that, at
 * most one a second. Whoever hears one asks for what they want to see.
 */
public final class FarmEvents implements Routes {
  private static final Duration BREATH = Duration.ofSeconds(10);
  private static final Duration PACE = Duration.ofSeconds(1);

  /** Nobody watches longer than this at a time; a browser connects again by itself. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final int WATCHERS = 200;
  private static final String CHANGED = "data: changed\n\n";
  private static final String STILL_HERE = ": still here\n\n";

  private final Access access;
  private final Bell changes;
  private final Semaphore room = new Semaphore(WATCHERS);

  /**
   * The route.
   *
   * @param changes rings when a board or a run changed
   */
  public FarmEvents(Access access, Bell changes) {
    this.access = access;
    this.changes = changes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/boards/events", this::watch);
  }

  private void watch(Context context) throws InterruptedException {
    access.reader(context);
    if (!room.tryAcquire()) {
      throw new RefusedException(
          503, "%d watch already; ask for the boards themselves instead".formatted(WATCHERS));
    }
    try {
      context.res().setContentType("text/event-stream");
      context.res().setCharacterEncoding("UTF-8");
      stream(context.res().getOutputStream());
    } catch (IOException e) {
      // the client left, which is how watching usually ends
    } finally {
      room.release();
    }
  }

  /** What changed before the first event may have been missed, so that one is always news. */
  private void stream(OutputStream out) throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(LONGEST);
    boolean news = true;
    while (!deadline.passed() && !changes.closed()) {
      long seen = changes.rung();
      out.write((news ? CHANGED : STILL_HERE).getBytes(StandardCharsets.UTF_8));
      out.flush();
      changes.awaitAfter(Long.MAX_VALUE, deadline.within(PACE));
      news = changes.awaitAfter(seen, deadline.within(BREATH));
    }
  }
}
