package org.hilfarm.farm.client;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.BaselineView;
import org.hilfarm.wire.runapi.BoardEventView;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.BoardWear;
import org.hilfarm.wire.runapi.RetentionView;
import org.hilfarm.wire.runapi.RunView;

/** Submits builds and asks how they are. Any thread may use it. */
public final class RunClient {
  private static final Duration UPLOAD = Duration.ofMinutes(5);
  private static final int LONGEST_EVENT = 8 << 20;

  private final HttpLink http;

  public RunClient(HttpLink http) {
    this.http = http;
  }

  /**
   * What is submitted.
   *
   * @param name for people
   * @param files the images and archives
   * @param suite which suite
   * @param boards only these board types; none: all that the farm has
   * @param baseline whether its images become the baseline once the run is mergeable
   * @param rack the only rack whose boards may be used; empty: any
   * @param pullRequest what is tested, where it is one; its active run is superseded
   */
  public record Submission(
      String name,
      List<BuildFiles.Named> files,
      String suite,
      List<String> boards,
      boolean baseline,
      String rack,
      Optional<PullRequest> pullRequest) {
    /** A build that is only tested. */
    public Submission(
        String name, List<BuildFiles.Named> files, String suite, List<String> boards) {
      this(name, files, suite, boards, false, "");
    }

    /** One that is no pull request's. */
    public Submission(
        String name,
        List<BuildFiles.Named> files,
        String suite,
        List<String> boards,
        boolean baseline,
        String rack) {
      this(name, files, suite, boards, baseline, rack, Optional.empty());
    }
  }

  /** Hands in a build; when this returns, the run survives anything. */
  public Accepted submit(Submission submission)
      throws IOException, RefusedException, InterruptedException {
    Multipart form = new Multipart("hilfarm-" + UUID.randomUUID());
    for (BuildFiles.Named file : submission.files()) {
      form.file(file);
    }
    String path =
        "/api/v1/runs?suite=%s&name=%s&boards=%s&baseline=%s&rack=%s"
                .formatted(
                    encoded(submission.suite()),
                    encoded(submission.name()),
                    encoded(String.join(",", submission.boards())),
                    submission.baseline(),
                    encoded(submission.rack()))
            + submission.pullRequest().map(RunClient::fields).orElse("");
    return ok(Call.of("POST", path, form.contentType(), form.body()).within(UPLOAD))
        .as(Accepted.class);
  }

  private static String fields(PullRequest pullRequest) {
    return "&pull-request=%d&commit=%s&repository=%s"
        .formatted(
            pullRequest.number(), encoded(pullRequest.commit()), encoded(pullRequest.repository()));
  }

  /** The newest runs. */
  public List<RunView> runs() throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/runs")).as(RunView[].class));
  }

  /** Every board of the farm. */
  public List<BoardStatus> boards()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/boards")).as(BoardStatus[].class));
  }

  /** What every board has been through. */
  public List<BoardWear> wear()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/boards/wear")).as(BoardWear[].class));
  }

  /** Who did what, newest first, of entries with a number below this one. */
  public List<AuditView> audit(long before)
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/audit?before=" + before)).as(AuditView[].class));
  }

  /** A board's history, oldest line first. */
  public List<BoardEventView> history(BoardStatus board)
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get(path(board, "history"))).as(BoardEventView[].class));
  }

  /**
   * Orders something about a board.
   *
   * @param order heal, quarantine, release or retire
   * @return how the board is now
   */
  public BoardStatus order(BoardStatus board, String order, String reason)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post(path(board, order), new BoardOrder(reason))).as(BoardStatus.class);
  }

  private static String path(BoardStatus board, String what) {
    return "/api/v1/boards/%s/%s/%s"
        .formatted(encoded(board.rack().value()), encoded(board.serial().value()), what);
  }

  /** What the farm holds to be good on each type of board. */
  public List<BaselineView> baselines()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get("/api/v1/baselines")).as(BaselineView[].class));
  }

  /** What the farm would let go of now. */
  public RetentionView retention()
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.get("/api/v1/retention")).as(RetentionView.class);
  }

  /** One run. */
  public RunView run(RunId run)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.get("/api/v1/runs/" + run)).as(RunView.class);
  }

  /** Has what did not pass in a run that is over tested again; the run that does it. */
  public Accepted again(RunId run)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post("/api/v1/runs/" + run + "/again", Map.of())).as(Accepted.class);
  }

  /**
   * Follows a run until it is as wanted or the deadline has passed; outages on the way are waited
   * out. Returns how it was last.
   */
  public RunView follow(
      RunId run, Predicate<RunView> wanted, Consumer<RunView> news, Deadline deadline)
      throws RefusedException, UnreachableException, InterruptedException {
    Backoff backoff = Backoff.standard();
    while (true) {
      try {
        watch(run, wanted, news, deadline);
        RunView now = run(run);
        if (wanted.test(now) || deadline.passed()) {
          news.accept(now);
          return now;
        }
        backoff.reset();
      } catch (UnreachableException e) {
        if (deadline.passed()) {
          throw e;
        }
      }
      Pause.until(deadline.within(backoff.next()));
    }
  }

  /**
   * Follows a run to its verdict, and then to its report, which comes a moment later; a run whose
   * report does not come is returned without one.
   *
   * @param reportWithin how long the report may take after the verdict
   */
  public RunView followToReport(
      RunId run, Consumer<RunView> news, Deadline verdictBy, Duration reportWithin)
      throws RefusedException, UnreachableException, InterruptedException {
    RunView judged = follow(run, view -> view.verdict().isPresent(), news, verdictBy);
    return judged.verdict().isEmpty()
        ? judged
        : follow(run, view -> view.reportUrl().isPresent(), news, Deadline.after(reportWithin));
  }

  private void watch(
      RunId run, Predicate<RunView> wanted, Consumer<RunView> news, Deadline deadline)
      throws RefusedException, UnreachableException, InterruptedException {
    Predicate<String> more =
        line -> {
          RunView view = line.startsWith("data:") ? view(line.substring(5)) : null;
          if (view != null) {
            news.accept(view);
          }
          return view == null || !wanted.test(view);
        };
    Call call =
        Call.get("/api/v1/runs/" + run + "/events").within(deadline.left()).atMost(LONGEST_EVENT);
    if (http.watch(call, more) instanceof Answer.Refusal refusal) {
      throw new RefusedException("following run " + run, refusal);
    }
  }

  private static RunView view(String json) {
    try {
      return Json.read(json, RunView.class);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("an event that is no run", e);
    }
  }

  private Answer.Ok ok(Call call)
      throws UnreachableException, RefusedException, InterruptedException {
    return switch (http.exchange(call)) {
      case Answer.Ok ok -> ok;
      case Answer.Refusal refusal ->
          throw new RefusedException(call.method() + " " + http.base() + "/api/v1", refusal);
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
