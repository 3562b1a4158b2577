package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.export.Export;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;

/** Finished runs for other programs. */
public final class ExportApi implements Routes {
  /** Exports made at the same time: each holds a run in memory. */
  private static final int AT_ONCE = 2;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Access access;
  private final RunStore runs;
  private final Path work;
  private final Semaphore room = new Semaphore(AT_ONCE, true);

  /**
   * The routes.
   *
   * @param work where files may lie while they are made
   */
  public ExportApi(Access access, RunStore runs, Path work) {
    this.access = access;
    this.runs = runs;
    this.work = work;
  }

  /** Writes one. */
  private interface Writer {
    void write(Export export, Context context) throws IOException;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes,
        "/api/v1/runs/{id}/junit.xml",
        c -> export(c, "application/xml", (e, context) -> e.junit(context.outputStream())));
    Routes.readable(
        routes,
        "/api/v1/runs/{id}/ctrf.json",
        c -> export(c, "application/json", (e, context) -> context.result(e.ctrf())));
    Routes.readable(
        routes,
        "/api/v1/runs/{id}/allure-results.zip",
        c -> export(c, "application/zip", this::zip));
  }

  private void export(Context context, String type, Writer writer) throws InterruptedException {
    RunId run = RunNames.in(context);
    access.reader(context, run);
    if (!room.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new RefusedException(
          503,
          "%d other exports have been made for %d s: try again in a while"
              .formatted(AT_ONCE, LONGEST_WAIT.toSeconds()));
    }
    try {
      Export export = find(run);
      context.contentType(type);
      context.header("Content-Disposition", "attachment");
      if (!context.method().equals(HandlerType.HEAD)) {
        writer.write(export, context);
      }
    } catch (IOException e) {
      throw new RefusedException(
          503, "run %s could not be exported: %s".formatted(run, e.getMessage()));
    } finally {
      room.release();
    }
  }

  private Export find(RunId run) {
    return switch (Export.of(runs, run)) {
      case Export.Found.Ready ready -> ready.export();
      case Export.Found.NoRun no -> throw new RefusedException(404, "there is no run " + run);
      case Export.Found.NotEnded not ->
          throw new RefusedException(
              409, "run %s has no verdict yet: only a finished run is exported".formatted(run));
      case Export.Found.Gone gone ->
          throw new RefusedException(
              410,
              "what boards reported in run %s was too old to be kept; its verdict is still there: ./farm runs %s"
                  .formatted(run, run));
    };
  }

  private void zip(Export export, Context context) throws IOException {
    try (InputStream zip = zipped(export, context)) {
      zip.transferTo(context.outputStream());
    }
  }

  /** The file has no name any more when it is sent: however slow its reader is, nothing is left. */
  private InputStream zipped(Export export, Context context) throws IOException {
    try (UploadFolder folder = new UploadFolder(work)) {
      Path zip = export.allureResults(folder.path());
      context.header("Content-Length", Long.toString(Files.size(zip)));
      return Files.newInputStream(zip);
    }
  }
}
