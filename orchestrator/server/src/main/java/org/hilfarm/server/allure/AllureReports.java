package org.hilfarm.server.allure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;

/**
 * Makes Allure reports of runs from what is in the database, and keeps the latest below {@code
 * <data>/reports/<run>/}. Any thread may use it.
 */
public final class AllureReports {
  private final Workshop workshop;
  private final ReportCache cache;
  private final BranchReports branches;

  /**
   * Reports in {@code <data>/reports}.
   *
   * @param data the farm's data folder
   * @param clock dates the reports, so that the oldest can go first
   */
  public AllureReports(Path data, ReportLimits limits, InstantSource clock) {
    Path folder = data.resolve("reports").toAbsolutePath();
    this.workshop = new Workshop(folder, limits, clock);
    this.cache = new ReportCache(folder, limits);
    this.branches = new BranchReports(workshop, limits);
  }

  /** Where all reports lie. */
  public Path folder() {
    return workshop.folder();
  }

  /** Those of branches, which are made in turn with these. */
  public BranchReports branches() {
    return branches;
  }

  /** Where this run's report lies, or will. */
  public Path of(RunId run) {
    return workshop.folder().resolve(run.value());
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
    RunId run = source.run().plan().run();
    List<Made> made = new ArrayList<>();
    workshop.alone("run " + run, () -> made.add(make(source, deadline)), deadline);
    return made.getFirst();
  }

  /** Makes the run's report unless it lies here. */
  public void ensure(RunId run, Supplier<Source> source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    workshop.alone(
        "run " + run,
        () -> {
          if (!has(run)) {
            Made unused = make(source.get(), deadline);
          }
        },
        deadline);
  }

  private Made make(Source source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    RunId run = source.run().plan().run();
    Workshop.Wanted wanted = new Workshop.Wanted("run " + run, of(run), cache);
    return workshop.make(
        wanted,
        results -> write(source, results),
        report -> new Made(of(run), History.pack(report.resolve("history"))),
        deadline);
  }

  private static void write(Source source, Path results) throws IOException {
    AllureResults.write(results, source.run(), source.bytes());
    if (source.history().isPresent()) {
      History.unpack(source.history().get(), results.resolve("history"));
    }
  }
}
