package org.hilfarm.server.verdict;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;

/**
 * Which red scripts are run again, and in what order; pure. One series for each script and type of
 * board in a run, and no more in all than {@link #MOST}: a build that is red in everything must not
 * cost its time twice.
 */
public final class Series {
  /** So many pairs of a run are run again. */
  public static final int MOST = 6;

  private Series() {}

  /**
   * The scripts of this attempt that are to be run again.
   *
   * @param settled the attempt, settled by its controls
   * @param before the run's reruns so far
   * @param known failures that need none
   */
  public static List<ScriptId> wanted(
      RunPlan plan, PlannedJob job, BoardReport settled, List<Rerun> before, Known known) {
    if (job.preflight() || !new Evidence(job, settled).ran()) {
      return List.of();
    }
    Set<Requirement> had = pairs(before);
    return settled.scripts().stream()
        .filter(s -> red(job, settled, s))
        .map(ScriptReport::script)
        .distinct()
        .filter(s -> plan.required().contains(pair(job, s)))
        .filter(s -> !had.contains(pair(job, s)))
        .filter(s -> !known.excuses(pair(job, s), new Evidence(job, settled).kinds(s)))
        .limit(Math.max(0, MOST - had.size()))
        .toList();
  }

  /**
   * Firmware or script are at fault, also where only a start of the board says so; a skip is the
   * script's own word, which another run would only repeat.
   */
  private static boolean red(PlannedJob job, BoardReport report, ScriptReport script) {
    List<Reason> against = new Evidence(job, report).against(script.script());
    boolean failed = script.outcome() instanceof Outcome.Failed;
    return against.stream()
        .anyMatch(r -> r.blame() == Blame.FIRMWARE || (failed && r.blame() == Blame.SCRIPT));
  }

  private static Requirement pair(PlannedJob job, ScriptId script) {
    return new Requirement(job.image().boardType(), script);
  }

  /** The pairs these reruns are about. */
  static Set<Requirement> pairs(List<Rerun> reruns) {
    return reruns.stream()
        .flatMap(r -> r.work().scripts().stream().map(s -> pair(r.work(), s)))
        .collect(Collectors.toSet());
  }

  /** Whether a rerun is tried once more: a script is still open, and attempts are left. */
  public static boolean tryAgain(Rerun rerun, List<BoardReport> attempts, int limit) {
    return ControlReading.tryAgain(new ControlReading(rerun, attempts), attempts, limit);
  }

  /**
   * The part that follows on the same board; empty where none does, also where this one could not
   * be run: then there is nothing to compare.
   *
   * @param attempts at the rerun that ended
   */
  public static Optional<Rerun.Part> after(Rerun ended, List<BoardReport> attempts) {
    ControlReading reading = new ControlReading(ended, attempts);
    boolean told =
        ended.work().scripts().stream()
            .anyMatch(s -> !(reading.of(s) instanceof Answer.Unanswered));
    return told ? following(ended.part()) : Optional.empty();
  }

  /**
   * Whether a control says something of a script.
   *
   * @param attempts at the control
   */
  public static boolean answers(Control control, ScriptId script, List<BoardReport> attempts) {
    return control.work().scripts().contains(script)
        && !(new ControlReading(control, attempts).of(script) instanceof Answer.Unanswered);
  }

  /** Whether the baseline follows on the same board, which proves more than any recovery would. */
  public static boolean baseFollows(Rerun ended, BoardReport attempt) {
    return after(ended, List.of(attempt)).filter(part -> !part.ofBuild()).isPresent();
  }

  private static Optional<Rerun.Part> following(Rerun.Part part) {
    return switch (part) {
      case BASE -> Optional.of(Rerun.Part.BUILD);
      case BUILD -> Optional.of(Rerun.Part.BASE_AGAIN);
      case BASE_AGAIN, SIBLING -> Optional.empty();
    };
  }
}
