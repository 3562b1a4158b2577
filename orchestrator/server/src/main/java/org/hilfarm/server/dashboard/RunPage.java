package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.Blame;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.JobView;
import org.hilfarm.wire.runapi.RunView.ScriptView;

/**
 * What the page of one run shows.
 *
 * @param change which pull request it tests; empty where it tests none
 * @param state the verdict, or {@code queued} or {@code running}
 * @param meaning what that means for the merge
 * @param live whether something may still change; the report comes after the verdict
 */
public record RunPage(
    String run,
    String name,
    String suite,
    String change,
    String state,
    String meaning,
    boolean live,
    String times,
    List<String> reasons,
    Optional<String> report,
    SoakTable soak,
    List<Job> jobs,
    Matrix matrix,
    List<Attempt> attempts,
    List<Apart> notApplicable,
    List<String> notCovered) {
  private static final int REASONS = 100;

  /** Work that is not done yet. */
  public record Job(
      String job, String boardType, Optional<String> board, String doing, int percent) {}

  /**
   * One attempt on one board.
   *
   * @param title its number, or what it controls
   */
  public record Attempt(
      String id,
      String serial,
      String boardType,
      String family,
      String title,
      String flash,
      String summary,
      List<Line> scripts) {}

  /**
   * One script in an attempt.
   *
   * @param page where it is told in full
   */
  public record Line(
      String script,
      String status,
      String blame,
      String reason,
      String resets,
      Optional<String> picture,
      Optional<String> page) {}

  /** A pair that is not required. */
  public record Apart(String boardType, String script, String reason) {}

  static RunPage of(RunView run) {
    return new RunPage(
        run.run().value(),
        Words.bounded(run.name(), 200),
        run.suite(),
        run.change().map(c -> Words.bounded(c.words(), Words.REASON)).orElse(""),
        run.verdict().orElse(run.state()),
        run.verdict()
            .map(v -> Words.meaning(v, run.reasons()))
            .orElse("The verdict is not known yet."),
        !run.state().equals("done") || run.reportUrl().isEmpty(),
        times(run),
        reasons(run.reasons()),
        Words.address(run.reportUrl()),
        SoakTable.of(run),
        run.jobs().stream()
            .filter(j -> !j.state().equals("done") && !later(j))
            .map(RunPage::job)
            .toList(),
        Matrix.of(run),
        run.boards().stream().map(RunPage::attempt).toList(),
        run.notApplicable().stream()
            .map(
                n ->
                    new Apart(
                        n.pair().boardType().value(),
                        n.pair().script().value(),
                        Words.bounded(n.reason(), Words.REASON)))
            .toList(),
        run.notCovered().stream().map(Object::toString).toList());
  }

  private static String times(RunView run) {
    String submitted = "Submitted " + Words.at(run.submitted());
    return run.finished()
        .map(f -> submitted + ", took " + Words.took(Duration.between(run.submitted(), f)))
        .orElse(submitted);
  }

  private static List<String> reasons(List<String> reasons) {
    return reasons.stream().limit(REASONS).map(r -> Words.bounded(r, Words.REASON)).toList();
  }

  /** Rounds that wait are counted in one line; a job that waits for a board says so. */
  private static boolean later(JobView job) {
    return job.state().equals("waiting") && job.round().filter(r -> r.number() > 1).isPresent();
  }

  private static Job job(JobView job) {
    return new Job(
        job.job().value(),
        job.boardType().value(),
        job.board().map(Object::toString),
        job.control().map(c -> c + "; ").orElse("")
            + job.round().map(r -> r + "; ").orElse("")
            + (job.state().equals("held") ? "waits for its control" : doing(job.progress()))
            + job.outlook().map(o -> "; " + Words.bounded(o.words(), Words.REASON)).orElse(""),
        SlotCard.percent(job.progress()));
  }

  private static String doing(Progress progress) {
    String doing = SlotCard.doing(progress);
    return progress.stage() == Progress.Stage.WAITING
        ? doing
        : progress.stage().name().toLowerCase(Locale.ROOT) + ": " + doing;
  }

  private static Attempt attempt(BoardView board) {
    long passed = board.scripts().stream().filter(s -> s.status().equals("passed")).count();
    String title =
        board.round().map(r -> r + ", ").orElse("")
            + board.control().orElse("attempt " + board.attempt())
            + (board.emulated() ? ", emulated" : "");
    return new Attempt(
        "a-" + board.serial() + "-" + title.replaceAll("[^A-Za-z0-9]+", "-"),
        board.serial().value(),
        board.boardType().value(),
        board.family().mcuName(),
        Words.bounded(title, 200),
        Words.bounded(board.flash(), Words.REASON),
        board.scripts().isEmpty()
            ? "start only"
            : "%d of %d passed".formatted(passed, board.scripts().size()),
        board.scripts().stream().map(RunPage::line).toList());
  }

  private static Line line(ScriptView script) {
    return new Line(
        script.name().value(),
        script.status(),
        script.blame().map(RunPage::acts).orElse(""),
        Words.bounded(script.reason().orElse(""), Words.REASON),
        Words.resets(script),
        Words.address(script.picture()),
        Words.address(script.page()));
  }

  private static String acts(Blame blame) {
    return "%s: %s".formatted(blame.name().toLowerCase(Locale.ROOT), blame.whoActs());
  }
}
