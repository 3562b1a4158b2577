package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;

/**
 * Folds all attempts of a run into its one verdict. Pure, and the same whatever order the attempts
 * come in. Green needs a pass of every required pair, in every round of a soak, from a board proven
 * to run exactly the plan's image; red needs a fault of the firmware's; everything else is
 * undecided. What emulated boards report ahead of the boards is neither.
 */
public final class Verdicts {
  /** How a reason ends where nobody took a job. */
  public static final String NO_BOARD = "no board of this type was at work that could run it";

  private Verdicts() {}

  /**
   * The verdict of a run that nobody cancelled.
   *
   * @param reported every attempt as it was reported, those of controls too
   */
  public static Verdict fold(RunPlan plan, List<BoardReport> reported, List<Control> controls) {
    List<BoardReport> allAttempts = Settlement.of(plan, reported, controls);
    List<Reason> red = new ArrayList<>();
    List<Reason> open = new ArrayList<>();
    for (Requirement pair : plan.required()) {
      List<Reason> reasons = new PairReading(pair, plan, allAttempts).against();
      boolean blocks = reasons.stream().anyMatch(r -> r.blame() == Blame.FIRMWARE);
      (blocks ? red : open).addAll(reasons);
    }
    if (!red.isEmpty()) {
      return new Verdict.Blocked(red);
    }
    if (!open.isEmpty() || plan.required().isEmpty()) {
      return new Verdict.Undecided(open);
    }
    return new Verdict.Mergeable(plan.required().size());
  }

  /** What one attempt says against a script, as the verdict weighs it; nothing is a pass. */
  public static List<Reason> against(RunPlan plan, BoardReport attempt, ScriptId script) {
    return plan.jobs().stream()
        .filter(job -> job.id().equals(attempt.job()))
        .findFirst()
        .map(job -> new Evidence(job, attempt).against(script))
        .orElseGet(() -> List.of(unplanned(attempt, script)));
  }

  private static Reason unplanned(BoardReport attempt, ScriptId script) {
    return new Reason(
        Blame.FARM,
        new Requirement(attempt.boardType(), script),
        Optional.of(attempt.board()),
        "the plan has no job " + attempt.job());
  }

  static List<Reason> blamed(Collection<Reason> reasons, Blame blame) {
    return reasons.stream().filter(r -> r.blame() == blame).toList();
  }

  /**
   * Whether the firmware failed on an emulated board of this type.
   *
   * @param attempts all attempts of the run, settled by their controls
   */
  public static boolean redPreflight(RunPlan plan, BoardTypeId type, List<BoardReport> attempts) {
    return new PreflightReading(plan, attempts).red(type);
  }

  /**
   * Whether a job is tried once more: where its latest attempt failed through no fault of firmware
   * or script, and attempts are left.
   *
   * @param attempts all attempts at this job, settled by their controls
   */
  public static boolean tryAgain(PlannedJob job, List<BoardReport> attempts, int limit) {
    Optional<BoardReport> latest =
        attempts.stream().max(Comparator.comparingInt(BoardReport::attempt));
    if (latest.isEmpty() || latest.get().attempt() >= limit) {
      return false;
    }
    Evidence evidence = new Evidence(job, latest.get());
    List<Reason> against =
        job.scripts().stream().flatMap(s -> evidence.against(s).stream()).toList();
    return blamed(against, Blame.FIRMWARE).isEmpty()
        && against.stream().anyMatch(r -> r.blame() != Blame.SCRIPT);
  }
}
