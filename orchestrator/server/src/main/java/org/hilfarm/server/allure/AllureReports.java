package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.time.Deadline;

/**
 * Makes Allure reports from what is in the database, and keeps the latest below {@code
 * <data>/reports/<run>/}, one at a time, each in a JVM of its own so that its memory is gone
 * afterwards. A report is written aside and moved, so nobody sees half of one. Two orchestrators
 * may share the folder. Any thread may use it.
 */
public final class AllureReports {
  private static final String MAKING = ".making-";

  /** Nobody makes one report for longer. */
  private static final Duration LONGEST = Duration.ofHours(1);

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

  /** Whether the run's report lies here. */
  public boolean has(RunId run) {
    return Files.isRegularFile(of(run).resolve("index.html"));
  }

  /**
   * What a report is made from.
   *
   * @param run the run
   * @param bytes its attachments
   * @param history what the suite's report before this one left, as {@link Made} has it
   */
  public record Source(FinishedRun run, ArtifactSource bytes, Optional<byte[]> history) {}

  /** A report that was made. */
  public static final class Made {
    private final Path where;
    private final byte[] history;

    Made(Path where, byte[] history) {
      this.where = where;
      this.history = history;
    }

    /** Where it lies. */
    public Path where() {
      return where;
    }

    /** What the suite's next report is to be given. */
    public byte[] history() {
      return history.clone();
    }
  }

  /** Makes the run's report, in place of an older one. */
  public Made publish(Source source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    RunId id = source.run().plan().run();
    lock(id, deadline);
    try {
      return makeAside(source, deadline);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Makes the run's report unless it lies here. */
  public void ensure(RunId run, Supplier<Source> source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    lock(run, deadline);
    try {
      if (!has(run)) {
        Made unused = makeAside(source.get(), deadline);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private void lock(RunId id, Deadline deadline)
      throws InterruptedException, ReportFailedException {
    if (!oneAtATime.tryLock(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
      throw new ReportFailedException(
          "run %s: another report is still being made after %d s; this one will be tried again"
              .formatted(id, deadline.budget().toSeconds()));
    }
  }

  private Made makeAside(Source source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Files.createDirectories(folder);
    removeLeftBehind();
    Path aside = Files.createTempDirectory(folder, MAKING + source.run().plan().run() + "-");
    try {
      make(source, aside, deadline);
      return put(source.run().plan().run(), aside);
    } finally {
      Folders.delete(aside);
    }
  }

  /** What an orchestrator that was killed had begun; one that lives may be at work here, too. */
  private void removeLeftBehind() throws IOException {
    long before = clock.instant().minus(LONGEST).toEpochMilli();
    List<Path> left;
    try (Stream<Path> all = Files.list(folder)) {
      left = all.filter(p -> p.toFile().getName().startsWith(MAKING)).toList();
    }
    for (Path making : left) {
      if (making.toFile().lastModified() < before) {
        Folders.delete(making);
      }
    }
  }

  private void make(Source source, Path aside, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Path results = aside.resolve("results");
    AllureResults.write(results, source.run(), source.bytes());
    if (source.history().isPresent()) {
      History.unpack(source.history().get(), results.resolve("history"));
    }
    RunId id = source.run().plan().run();
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

  private Made put(RunId run, Path aside) throws IOException {
    Path made = aside.resolve("report");
    Path place = of(run);
    byte[] history = History.pack(made.resolve("history"));
    Files.setLastModifiedTime(made, FileTime.from(clock.instant()));
    try {
      if (Files.exists(place)) {
        Files.move(place, aside.resolve("replaced"));
      }
      Files.move(made, place);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException | NoSuchFileException e) {
      // Another orchestrator in this folder was faster: the same run makes the same report.
      if (!has(run)) {
        throw e;
      }
    }
    new ReportCache(folder, limits).trim(place);
    return new Made(place, history);
  }
}
