package org.hilfarm.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.verdict.PairEnding;

/** A finished run in the formats of other programs. */
public final class Export {
  private final RunStore runs;
  private final RunRow row;
  private final FinishedRun finished;
  private final List<Case> cases;

  private Export(RunStore runs, RunRow row, FinishedRun finished, List<Case> cases) {
    this.runs = runs;
    this.row = row;
    this.finished = finished;
    this.cases = cases;
  }

  /** Whether there is something to export. */
  public sealed interface Found {
    /** There is. */
    record Ready(Export export) implements Found {}

    /** No such run. */
    record NoRun() implements Found {}

    /** It has no verdict yet. */
    record NotEnded() implements Found {}

    /** What its boards reported was too old to keep, and the verdict alone is no report. */
    record Gone() implements Found {}
  }

  /** Looks for a run. */
  public static Found of(RunStore runs, RunId id) {
    Optional<RunRow> row = runs.row(id);
    if (row.isEmpty()) {
      return new Found.NoRun();
    }
    if (row.get().verdict().isEmpty()) {
      return new Found.NotEnded();
    }
    List<PairEnding> pairs = runs.pairs(row.get());
    if (contradict(row.get().verdict().get(), pairs)) {
      return new Found.Gone();
    }
    FinishedRun finished = FinishedRuns.of(runs, row.get());
    return new Found.Ready(new Export(runs, row.get(), finished, new Cases(finished, pairs).all()));
  }

  /** The verdict is kept for good, the attempts it rests on are not. */
  private static boolean contradict(Verdict verdict, List<PairEnding> pairs) {
    return switch (verdict) {
      case Verdict.Mergeable green -> pairs.stream().noneMatch(PairEnding::passed);
      case Verdict.Blocked red -> pairs.stream().noneMatch(p -> p.word() == PairEnding.Word.FAILED);
      case Verdict.Undecided undecided -> false;
      case Verdict.Cancelled cancelled -> false;
    };
  }

  /** When the run ended. */
  public Instant ended() {
    return row.finished().orElse(row.submitted());
  }

  /** As JUnit XML, which Jenkins, GitLab and most others read. */
  public void junit(OutputStream out) throws IOException {
    new JunitXml(row, cases).write(out);
  }

  /** As CTRF, the common test report format. */
  public String ctrf() {
    return Ctrf.of(row, cases);
  }

  /**
   * As Allure's results in a zip.
   *
   * @param folder an empty one, to work in
   * @return the zip's size is bounded; the file lies in the folder
   */
  public Path allureResults(Path folder) throws IOException {
    return AllureZip.write(folder, finished, runs::artifact, ended());
  }

  /**
   * What boards and flashers said, in a zip.
   *
   * @param folder an empty one, to work in
   * @return the zip's size is bounded; the file lies in the folder
   */
  public Path transcripts(Path folder) throws IOException {
    return Transcripts.write(folder, finished.attempts(), runs::artifact, ended());
  }
}
