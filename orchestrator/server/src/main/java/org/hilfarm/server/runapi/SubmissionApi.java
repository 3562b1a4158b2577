package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.BadSubmissionException;
import org.hilfarm.server.intake.NothingToTestException;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.server.web.Submitter;
import org.hilfarm.wire.runapi.Accepted;

/** Takes builds in that are pushed to the farm. */
public final class SubmissionApi implements Routes {
  /** Submissions looked at at the same time: each holds its images in memory. */
  private static final int AT_ONCE = 2;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Parts parts;
  private final Semaphore room = new Semaphore(AT_ONCE, true);

  /** What it works with. */
  public record Parts(Access access, Submissions submissions, RunStore runs, Path uploads) {}

  public SubmissionApi(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/runs", this::submit);
  }

  private void submit(Context context) throws InterruptedException {
    Submitter submitter = parts.access().submitter(context);
    OnceKey key = OnceKey.of(context, submitter);
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
      submitter.ticket().ifPresent(t -> TicketRules.check(t, wish));
      Who by = wish.baseline() ? parts.access().baselines(context) : submitter.who();
      Messages.write(context, 202, take(arrival, wish, new Once(by, wish, key)));
    } catch (BadSubmissionException e) {
      throw new RefusedException(e instanceof NothingToTestException ? 422 : 400, e.problems());
    } finally {
      room.release();
    }
  }

  /** The same said again is answered with the run that it was the first time. */
  private Accepted take(Arrival arrival, Submissions.Wish wish, Once once)
      throws BadSubmissionException {
    Optional<Accepted> accepted = parts.submissions().accept(arrival, wish, once);
    return accepted.orElseGet(
        () ->
            once.before(parts.runs())
                .orElseThrow(() -> new IllegalStateException("a submission without its run")));
  }
}
