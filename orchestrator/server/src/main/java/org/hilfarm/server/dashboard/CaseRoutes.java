package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.queue.AttemptSeeds;
import org.hilfarm.server.replay.Bundle;
import org.hilfarm.server.report.BoardAddress;
import org.hilfarm.server.report.CaseAttempt;
import org.hilfarm.server.report.CaseId;
import org.hilfarm.server.report.Cases;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.timeline.Excerpt;
import org.hilfarm.server.timeline.Moment;
import org.hilfarm.server.timeline.Timeline;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;

/**
 * One script on one board of a run: its page, the files its attempts left, and the bundle to replay
 * one. What boards said leaves the farm as text that is looked at or as a file that is kept, never
 * as something a browser opens.
 */
public final class CaseRoutes implements Routes {
  /** Pages made at the same time: each holds up to 24 MiB of what a board said. */
  private static final int MADE = 3;

  private static final int LONGEST_WAIT_S = 10;

  /** What is behind a script's name; no script's name has a dash or a dot. */
  private static final Pattern FILE = Pattern.compile("(.+)/file-([1-9][0-9]?)");

  private static final String BUNDLE = "/replay.zip";

  /** Where a run's pictures are; a board of this serial has no script with a dot in its name. */
  private static final String PICTURES = "pictures";

  private static final String PICTURE = ".svg";

  private final RunStore runs;
  private final Access access;
  private final Cases cases;
  private final AttemptSeeds seeds;
  private final Semaphore making = new Semaphore(MADE, true);

  /**
   * The routes.
   *
   * @param seeds those the farm gives now, for attempts with which none was kept
   */
  public CaseRoutes(RunStore runs, Access access, AttemptSeeds seeds) {
    this.runs = runs;
    this.access = access;
    this.cases = runs.cases();
    this.seeds = seeds;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/runs/{id}/{board}/<script>", this::any);
  }

  private void any(Context context) throws InterruptedException {
    access.reader(context);
    String path = context.pathParam("script");
    Matcher file = FILE.matcher(path);
    if (context.pathParam("board").equals(PICTURES) && path.endsWith(PICTURE)) {
      picture(context, path);
    } else if (path.endsWith(BUNDLE)) {
      found(context, path.substring(0, path.length() - BUNDLE.length()))
          .ifPresent(attempt -> bundle(context, attempt));
    } else if (file.matches()) {
      int number = Integer.parseInt(file.group(2));
      found(context, file.group(1)).ifPresent(attempt -> file(context, attempt, number));
    } else {
      Optional<CaseAttempt> attempt = found(context, path);
      if (attempt.isPresent()) {
        page(context, attempt.get());
      }
    }
  }

  private void picture(Context context, String name) {
    run(context)
        .flatMap(run -> runs.picture(run, name))
        .ifPresentOrElse(
            svg -> {
              tell(context, PageHeaders.picture());
              context.contentType("image/svg+xml").result(svg);
            },
            () -> missing(context, "the picture " + name, List.of()));
  }

  private static Optional<RunId> run(Context context) {
    try {
      return Optional.of(new RunId(context.pathParam("id")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Where there is none, the answer says so and leads back. */
  private Optional<CaseAttempt> found(Context context, String script) {
    Optional<CaseId> id = id(context, script);
    Optional<OptionalInt> number = number(context);
    if (id.isEmpty() || number.isEmpty()) {
      missing(context, "the page " + context.path(), List.of());
      return Optional.empty();
    }
    return switch (cases.find(id.get(), number.get())) {
      case Cases.Found.Here here -> Optional.of(here.attempt());
      case Cases.Found.NoRun no -> {
        missing(context, "the run " + id.get().run(), List.of());
        yield Optional.empty();
      }
      case Cases.Found.NoCase no -> {
        missing(context, none(id.get()), List.of(toRun(id.get())));
        yield Optional.empty();
      }
      case Cases.Found.NoAttempt not -> {
        String what = "an attempt of this number; the newest is %d".formatted(not.last());
        missing(context, what, List.of(toNewest(id.get()), toRun(id.get())));
        yield Optional.empty();
      }
    };
  }

  private static String none(CaseId id) {
    return "an attempt at %s on board %s in run %s: nobody made one yet, or it was too old to be kept"
        .formatted(id.script(), id.board(), id.run());
  }

  private static Pages.Way toRun(CaseId id) {
    return new Pages.Way("/runs/" + id.run(), "To run " + id.run());
  }

  private static Pages.Way toNewest(CaseId id) {
    return new Pages.Way(id.address(), "To the newest attempt");
  }

  private static Optional<CaseId> id(Context context, String script) {
    try {
      return Optional.of(
          new CaseId(
              new RunId(context.pathParam("id")),
              BoardAddress.read(context.pathParam("board"))
                  .orElseThrow(IllegalArgumentException::new),
              new ScriptId(script)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** None asked for; or a number; or empty where it is no number. */
  private static Optional<OptionalInt> number(Context context) {
    Optional<String> said = Optional.ofNullable(context.queryParam("attempt"));
    if (said.isEmpty()) {
      return Optional.of(OptionalInt.empty());
    }
    return said.filter(s -> s.matches("[0-9]{1,6}")).map(s -> OptionalInt.of(Integer.parseInt(s)));
  }

  private void page(Context context, CaseAttempt attempt) throws InterruptedException {
    if (!making.tryAcquire(LONGEST_WAIT_S, TimeUnit.SECONDS)) {
      throw new RefusedException(
          503,
          "%d other pages of this kind have been made for %d s: try again in a while"
              .formatted(MADE, LONGEST_WAIT_S));
    }
    try {
      List<Moment> axis = Timeline.of(attempt.report(), attempt.script(), files(attempt));
      CasePage page = CasePage.of(attempt, axis, CasePage.files(attempt, cases));
      html(context, 200, Pages.attempt(page));
    } finally {
      making.release();
    }
  }

  private Timeline.Files files(CaseAttempt attempt) {
    return new Timeline.Files(
        excerpt(attempt, "console"),
        excerpt(attempt, "flasher"),
        excerpt(attempt, "debug-uart.log"));
  }

  private Excerpt excerpt(CaseAttempt attempt, String name) {
    return attempt.file(name).flatMap(cases::excerpt).orElseGet(Excerpt::none);
  }

  private void bundle(Context context, CaseAttempt attempt) {
    AttemptSeeds then = attempt.seed().map(AttemptSeeds::new).orElse(seeds);
    long seed = then.of(attempt.report().job(), attempt.report().attempt());
    Bundle bundle = new Bundle(attempt, cases.inputs(attempt.run()), seed);
    kept(context, "application/zip", bundle.name());
    send(context, () -> bundle.write(cases, context.outputStream()));
  }

  private void file(Context context, CaseAttempt attempt, int number) {
    List<Attachment> files = attempt.report().attachments();
    Optional<Attachment> file = files.stream().skip(number - 1L).findFirst();
    Optional<Long> size = file.flatMap(f -> cases.size(f.digest()));
    if (file.isEmpty() || size.isEmpty()) {
      String what = "file %d of this attempt, or it was too old to be kept".formatted(number);
      missing(context, what, List.of(new Pages.Way(attempt.address(), "To the attempt")));
      return;
    }
    boolean text = file.get().mediaType().equals("text/plain");
    String name = file.get().name().replaceAll("[^A-Za-z0-9._-]", "-") + (text ? ".txt" : ".bin");
    kept(context, text ? "text/plain; charset=utf-8" : "application/octet-stream", name);
    if (!text) { // it hardly becomes smaller
      context.disableCompression();
    }
    if (!text || context.header("Accept-Encoding") == null) {
      context.header("Content-Length", Long.toString(size.get()));
    }
    send(context, () -> cases.copy(file.get().digest(), context.outputStream()));
  }

  /** A browser keeps it and does not open it. */
  private static void kept(Context context, String type, String name) {
    tell(context, PageHeaders.attachment());
    context.contentType(type);
    String plain = name.substring(0, Math.min(name.length(), 200));
    context.header("Content-Disposition", "attachment; filename=\"" + plain + "\"");
  }

  private interface Body {
    void send() throws IOException;
  }

  private static void send(Context context, Body body) {
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    try {
      body.send();
    } catch (IOException gone) {
      throw new RefusedException(503, "the file was not sent whole: " + gone.getMessage());
    }
  }

  private static void missing(Context context, String what, List<Pages.Way> back) {
    html(context, 404, Pages.notFound(what, back));
  }

  private static void html(Context context, int status, String html) {
    tell(context, PageHeaders.page());
    context.status(status).contentType("text/html; charset=utf-8").result(html);
  }

  private static void tell(Context context, Map<String, String> headers) {
    headers.forEach(context::header);
  }
}
