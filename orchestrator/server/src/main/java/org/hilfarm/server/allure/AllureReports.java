package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.time.Deadline;

/**
 * Makes Allure reports below {@code <data>/reports/<run>/}, one at a time, each in a JVM of its own
 * so that its memory is gone afterwards. A report is written aside and moved, so nobody sees half
 * of one. Any thread may use it.
 */
public final class AllureReports {
  private final Path folder;
  private final ReportLimits limits;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * Reports in {@code <data>/reports}.
   *
   * @param data the farm's data folder
   * @param clock dates the reports, so that the oldest can go first
   */
  public AllureReports(Path data, ReportLimits limits, InstantSource clock) {
    this.folder = data.resolve("reports").toAbsolutePath();
    this.limits = limits;
    this.clock = clock;
  }

  /** Where all reports lie. */
  public Path folder() {
    return folder;
  }

  /** Where this run's report lies, or will. */
  public Path of(RunId run) {
    return folder.resolve(run.value());
  }

  /** Makes the run's report, in place of an older one; answers where it lies. */
  public Path publish(FinishedRun run, ArtifactSource bytes, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    RunId id = run.plan().run();
    if (!oneAtATime.tryLock(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
      throw new ReportFailedException(
          "run %s: another report is still being made after %d s; this one will be tried again"
              .formatted(id, deadline.budget().toSeconds()));
    }
    Path aside = folder.resolve(".making-" + id);
    try {
      Folders.delete(aside);
      make(run, bytes, aside, deadline);
      return put(run, aside);
    } finally {
      Folders.delete(aside);
      oneAtATime.unlock();
    }
  }

  private void make(FinishedRun run, ArtifactSource bytes, Path aside, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Path results = aside.resolve("results");
    AllureResults.write(results, run, bytes);
    Folders.copyFiles(history(run), results.resolve("history"));
    RunId id = run.plan().run();
    Command command =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-Xmx" + limits.childMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ReportMain.class.getName(),
                results.toString(),
                aside.resolve("report").toString(),
                "HIL Farm, run " + id)
            .with("ALLURE_NO_ANALYTICS", "true");
    check(id, Child.run("allure " + id, command, line -> {}, deadline));
  }

  private static void check(RunId run, Ending ending) throws ReportFailedException {
    switch (ending) {
      case Ending.Exited e -> {
        if (e.value() != 0) {
          throw new ReportFailedException(
              "run %s: the Allure generator ended with %d after %d ms; it said: %s"
                  .formatted(run, e.value(), e.took().toMillis(), tail(e.output())));
        }
      }
      case Ending.Overdue o ->
          throw new ReportFailedException(
              "run %s: the Allure generator was still busy after %d s and was ended; it said last: %s"
                  .formatted(run, o.waited().toSeconds(), tail(o.output())));
    }
  }

  private static String tail(String output) {
    String text = Visible.block(output.strip(), 100_000);
    return text.isEmpty() ? "nothing" : text.substring(Math.max(0, text.length() - 1_000));
  }

  private Path put(FinishedRun run, Path aside) throws IOException {
    Path made = aside.resolve("report");
    Path place = of(run.plan().run());
    Path history = history(run);
    Folders.delete(history);
    Folders.copyFiles(made.resolve("history"), history);
    if (Files.exists(place)) {
      Files.move(place, aside.resolve("replaced"));
    }
    Files.setLastModifiedTime(made, FileTime.from(clock.instant()));
    Files.move(made, place);
    new ReportCache(folder, limits).trim(place);
    return place;
  }

  /** The last report's history of this suite; it outlives the report it came from. */
  private Path history(FinishedRun run) {
    return folder.resolve(".history").resolve(run.plan().suite().value());
  }
}
