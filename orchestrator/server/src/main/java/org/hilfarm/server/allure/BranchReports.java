package org.hilfarm.server.allure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;

/**
 * The standing report of each branch: the newest that is known of each pair, with what its runs
 * before that say of it. It lies below {@code <data>/reports/.branches}, knows up to which run it
 * tells, and is made again from the database once there is a newer one. Any thread may use it.
 */
public final class BranchReports {
  /** Which run was the newest; no address leads to it, since none begins with a dot. */
  private static final String NEWEST = ".newest";

  private static final int KEPT = 40;
  private static final int SHARE = 4;

  private final Workshop workshop;
  private final ReportCache cache;

  BranchReports(Workshop workshop, ReportLimits limits) {
    this.workshop = workshop;
    this.cache =
        new ReportCache(
            workshop.folder().resolve(".branches"),
            new ReportLimits(KEPT, limits.bytes() / SHARE, limits.childMegabytes()));
  }

  /** Where they lie, each below its {@link #name}. */
  public Path folder() {
    return workshop.folder().resolve(".branches");
  }

  /** What the folder of a branch's is called. */
  public static String name(Branch branch) {
    return Sha256.of(branch.toString().getBytes(StandardCharsets.UTF_8)).brief();
  }

  /**
   * What a standing report is made from.
   *
   * @param past the branch's runs, the newest first
   * @param parts of those runs the ones that are the newest to tell of a pair
   * @param bytes their attachments
   */
  public record Source(Branch branch, List<Past> past, List<Part> parts, ArtifactSource bytes) {
    public Source {
      past = List.copyOf(past);
      parts = List.copyOf(parts);
    }
  }

  /**
   * A run, and of which pairs nothing newer is known.
   *
   * @param page the run's own, as the branch's report sees it
   */
  public record Part(FinishedRun run, URI page, Set<Requirement> pairs) {
    public Part {
      pairs = Set.copyOf(pairs);
    }
  }

  /** Whether the branch's report lies here and tells of this run. */
  public boolean tellsOf(Branch branch, RunId newest) {
    try {
      return Files.readString(place(branch).resolve(NEWEST)).equals(newest.value());
    } catch (IOException none) {
      return false; // or none that can be read: then it is made again
    }
  }

  /** Makes the branch's report unless it lies here and tells of its newest run. */
  public void ensure(Branch branch, RunId newest, Supplier<Source> source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Workshop.Wanted wanted = new Workshop.Wanted("branch " + branch, place(branch), cache);
    workshop.alone(
        wanted.of(),
        () -> {
          if (!tellsOf(branch, newest)) {
            make(wanted, newest, source.get(), deadline);
          }
        },
        deadline);
  }

  /** There is nothing left that a report of this branch could be made from. */
  public void forget(Branch branch) throws IOException {
    Folders.delete(place(branch));
  }

  private void make(Workshop.Wanted wanted, RunId newest, Source source, Deadline deadline)
      throws IOException, InterruptedException, ReportFailedException {
    Path unused =
        workshop.make(
            wanted,
            results -> write(source, results),
            report -> Files.writeString(report.resolve(NEWEST), newest.value()),
            deadline);
  }

  private static void write(Source source, Path results) throws IOException {
    Files.createDirectories(results);
    BranchFiles.write(results, source);
    for (Part part : source.parts()) {
      ResultFile.Link link =
          new ResultFile.Link("run " + part.run().plan().run(), part.page().toString(), "link");
      AllureResults.write(
          results, part.run(), source.bytes(), part.pairs()::contains, Optional.of(link));
    }
    BranchHistory.write(results.resolve("history"), source);
  }

  private Path place(Branch branch) {
    return folder().resolve(name(branch));
  }
}
