package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
  private static final int MADE = 2;

  /** Exports sent at the same time: each holds its file, whose reader may be slow. */
  private static final int SENT = 16;

  private static final String ZIP = "application/zip";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Access access;
  private final RunStore runs;
  private final Path work;
  private final Semaphore making = new Semaphore(MADE, true);
  private final Semaphore sending = new Semaphore(SENT, true);

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

  /** Makes a file of one, in an empty folder. */
  private interface Maker {
    Path file(Export export, Path folder) throws IOException;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes, "/api/v1/runs/{id}/junit.xml", c -> export(c, "application/xml", ExportApi::junit));
    Routes.readable(
        routes,
        "/api/v1/runs/{id}/ctrf.json",
        c ->
            export(
                c,
                "application/json",
                (e, folder) -> Files.writeString(folder.resolve("ctrf.json"), e.ctrf())));
    Routes.readable(
        routes, "/api/v1/runs/{id}/allure-results.zip", c -> export(c, ZIP, Export::allureResults));
    Routes.readable(
        routes, "/api/v1/runs/{id}/transcripts.zip", c -> export(c, ZIP, Export::transcripts));
  }

  private static Path junit(Export export, Path folder) throws IOException {
    Path file = folder.resolve("junit.xml");
    try (OutputStream out = Files.newOutputStream(file)) {
      export.junit(out);
    }
    return file;
  }

  private void export(Context context, String type, Maker maker) throws InterruptedException {
    RunId run = RunNames.in(context);
    access.reader(context, run);
    enter(sending, SENT, "sent");
    try (InputStream file = made(context, run, type, maker)) {
      context.contentType(type);
      context.header("Content-Disposition", "attachment");
      if (!context.method().equals(HandlerType.HEAD)) {
        file.transferTo(context.outputStream());
      }
    } catch (IOException e) {
      throw new RefusedException(
          503, "run %s could not be exported: %s".formatted(run, e.getMessage()));
    } finally {
      sending.release();
    }
  }

  private static void enter(Semaphore room, int size, String what) throws InterruptedException {
    if (!room.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new RefusedException(
          503,
          "%d other exports have been %s for %d s: try again in a while"
              .formatted(size, what, LONGEST_WAIT.toSeconds()));
    }
  }

  /** The file has no name any more when it is sent: however slow its reader is, nothing is left. */
  private InputStream made(Context context, RunId run, String type, Maker maker)
      throws IOException, InterruptedException {
    enter(making, MADE, "made");
    try (UploadFolder folder = new UploadFolder(work)) {
      Path file = maker.file(find(run), folder.path());
      if (type.equals(ZIP)) { // the others are compressed on their way
        context.header("Content-Length", Long.toString(Files.size(file)));
      }
      return Files.newInputStream(file);
    } finally {
      making.release();
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
}
