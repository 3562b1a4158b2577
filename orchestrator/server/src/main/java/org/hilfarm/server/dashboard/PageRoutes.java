package org.hilfarm.server.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.report.BoardHealth;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.runapi.RunView;

/** What a browser sees of racks and runs: all of them, one run, and its Allure report. */
public final class PageRoutes implements Routes {
  private static final int RUNS = 50;
  private static final String HTML = "text/html; charset=utf-8";

  private final RunStore runs;
  private final Access access;
  private final ReportFiles reports;
  private final ReportMaker maker;

  /**
   * The routes.
   *
   * @param reports where the Allure reports lie, one folder a run
   * @param maker makes one that lies elsewhere, or was too old to keep
   */
  public PageRoutes(RunStore runs, Access access, Path reports, ReportMaker maker) {
    this.runs = runs;
    this.access = access;
    this.reports = new ReportFiles(reports);
    this.maker = maker;
  }

  /** Has the report of a finished run lie on this orchestrator. */
  @FunctionalInterface
  public interface ReportMaker {
    /** Returns when it does, or there is none to be had; throws where it cannot be made. */
    void ensure(RunId run);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/", this::racks);
    Routes.readable(routes, "/runs/{id}", this::run);
    Routes.readable(routes, "/assets/{name}", PageRoutes::asset);
    Routes.readable(routes, "/reports/{run}", this::reportStart);
    Routes.readable(routes, "/reports/{run}/<path>", c -> report(c, c.pathParam("path")));
    routes.error(404, "text/html", PageRoutes::strayed);
    RefusedPages.addTo(routes);
  }

  /**
   * Whoever follows an address that leads nowhere gets a way back; programs get their own words.
   */
  private static void strayed(Context context) {
    if (context.endpoints().matchedHttpEndpoint() == null) {
      missing(context, "the page " + context.path());
    }
  }

  /** A filter that cannot be asked for is told on the page, where it can be mended. */
  private void racks(Context context) {
    access.reader(context);
    RacksForm form = RacksForm.of(context.queryParamMap());
    if (form.sought().isEmpty()) {
      page(context, 400, Pages.racks(RacksPage.refused(form)));
      return;
    }
    List<BoardStatus> boards = runs.boards();
    Map<StandingRows.Board, BoardHealth> health = runs.health(RacksPage.shown(form, boards));
    boolean operator = access.people().reads(context).filter(p -> p.may(Role.OPERATOR)).isPresent();
    page(context, 200, Pages.racks(RacksPage.of(form, boards, health, runs.front(RUNS), operator)));
  }

  private void run(Context context) {
    access.reader(context);
    id(context.pathParam("id"))
        .flatMap(runs::view)
        .ifPresentOrElse(
            view -> page(context, 200, whole(view, context)),
            () -> missing(context, "the run " + context.pathParam("id")));
  }

  private String whole(RunView view, Context context) {
    RunId run = view.run();
    ActsPart acts =
        ActsPart.of(
            view,
            runs.repeats(run),
            access.people().reads(context),
            Optional.ofNullable(context.queryParam("did")));
    return Pages.run(view, runs.history().nights(run), runs.tested(run), acts);
  }

  /** The report's own addresses are relative: without the slash they would lead elsewhere. */
  private void reportStart(Context context) {
    if (context.path().endsWith("/")) {
      report(context, "");
    } else {
      context.redirect(context.path() + "/");
    }
  }

  private void report(Context context, String path) {
    access.reader(context);
    Optional<RunId> run = id(context.pathParam("run"));
    if (run.isPresent() && !reports.has(run.get())) {
      maker.ensure(run.get());
    }
    Optional<ReportFiles.Found> found = run.flatMap(r -> reports.find(r, path));
    if (found.isEmpty()) {
      missing(context, "the report of run " + context.pathParam("run") + ", file " + path);
      return;
    }
    send(context, found.get(), "/reports/" + run.orElseThrow() + "/");
  }

  /**
   * A file of a report; one that has just been replaced is missing.
   *
   * @param folder where the report is, with a slash at the end
   */
  static void send(Context context, ReportFiles.Found found, String folder) {
    try {
      context.result(Files.newInputStream(found.file()));
      context.contentType(found.contentType());
      tell(context, found.headers());
      if (found.contentType().startsWith("text/html")) {
        String host = Optional.ofNullable(context.host()).orElse("");
        tell(context, PageHeaders.report(host, folder));
      }
    } catch (IOException e) {
      missing(context, "the file " + context.path());
    }
  }

  private static void asset(Context context) {
    Assets.find(context.pathParam("name"))
        .ifPresentOrElse(
            asset -> {
              tell(context, PageHeaders.page());
              context.header("Cache-Control", "public, max-age=31536000, immutable");
              context.contentType(asset.contentType()).result(asset.bytes());
            },
            () -> missing(context, context.pathParam("name")));
  }

  static void missing(Context context, String what) {
    page(context, 404, Pages.notFound(what));
  }

  static void page(Context context, int status, String html) {
    page(context, status, html, PageHeaders.page());
  }

  static void page(Context context, int status, String html, Map<String, String> headers) {
    tell(context, headers);
    context.status(status).contentType(HTML).result(html);
  }

  private static void tell(Context context, Map<String, String> headers) {
    headers.forEach(context::header);
  }

  private static Optional<RunId> id(String text) {
    try {
      return Optional.of(new RunId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
