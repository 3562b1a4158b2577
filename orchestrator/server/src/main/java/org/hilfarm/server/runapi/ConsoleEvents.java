package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.server.console.Answer;
import org.hilfarm.server.console.LiveConsoles;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.time.Deadline;

/**
 * What a board says, as it says it: server-sent events {@code bytes}, {@code gap} where some were
 * lost, and {@code state} when somebody else has the board. The stream ends when its client leaves,
 * or after an hour; a browser goes on then where it was.
 */
public final class ConsoleEvents implements Routes {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int WATCHERS = 100;

  private final Access access;
  private final LiveConsoles consoles;
  private final Bell seat;
  private final Semaphore room = new Semaphore(WATCHERS);

  public ConsoleEvents(Access access, LiveConsoles consoles, Bell seat) {
    this.access = access;
    this.consoles = consoles;
    this.seat = seat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/boards/{serial}/console/events", this::watch);
  }

  private void watch(Context context) throws InterruptedException {
    access.reader(context);
    BoardStatus board =
        switch (consoles.find(BoardNames.in(context))) {
          case Answer.Done<BoardStatus> found -> found.value();
          case Answer.Denied<BoardStatus> denied ->
              throw WishOutcomes.refused(denied.why(), denied.text());
        };
    if (!room.tryAcquire()) {
      throw new RefusedException(
          503, "%d look at consoles already; come back in a moment".formatted(WATCHERS));
    }
    try {
      context.res().setContentType("text/event-stream");
      context.res().setCharacterEncoding("UTF-8");
      OutputStream out = context.res().getOutputStream();
      new ConsoleStream(consoles, new StandingRows.Board(board.rack(), board.serial()), seat, out)
          .run(last(context), Deadline.after(LONGEST));
    } catch (IOException e) {
      // the client left, which is how watching usually ends
    } finally {
      room.release();
    }
  }

  /** What the client has got already; a number that is none counts as nothing. */
  private static long last(Context context) {
    return Optional.ofNullable(context.header("Last-Event-ID"))
        .filter(id -> id.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
