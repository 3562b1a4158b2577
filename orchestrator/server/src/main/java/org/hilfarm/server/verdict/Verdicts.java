package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * come in. Green needs a pass of every required pair from a board proven to run exactly the plan's
 * image; red needs a fault of the firmware's; everything else is undecided. What emulated boards
 * report ahead of the boards is neither.
 */
public final class Verdicts {
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
      List<Reason> reasons = judge(pair, plan, allAttempts);
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

  /** The reasons why a pair has not passed, of one kind; none means that it has. */
  private static List<Reason> judge(Requirement pair, RunPlan plan, List<BoardReport> attempts) {
    List<List<Reason>> said = new ArrayList<>();
    for (PlannedJob job : plan.jobs()) {
      if (!job.preflight()
          && job.image().boardType().equals(pair.boardType())
          && job.scripts().contains(pair.script())) {
        said.addAll(said(pair, job, attempts));
      }
    }
    List<Reason> all = said.stream().flatMap(List::stream).distinct().toList();
    List<Reason> firmware = blamed(all, Blame.FIRMWARE);
    List<Reason> script = blamed(all, Blame.SCRIPT);
    if (!firmware.isEmpty()) {
      return firmware;
    }
    if (!script.isEmpty()) {
      return script;
    }
    if (said.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    return said.isEmpty()
        ? List.of(new PreflightReading(plan, attempts).insteadOf(pair).orElse(neverReported(pair)))
        : said.getLast();
  }

  /** What each attempt at the job says against the pair, in the order of attempts. */
  private static List<List<Reason>> said(
      Requirement pair, PlannedJob job, List<BoardReport> attempts) {
    Map<Integer, List<BoardReport>> byNumber = new TreeMap<>();
    attempts.stream()
        .filter(r -> r.job().equals(job.id()))
        .distinct()
        .forEach(r -> byNumber.computeIfAbsent(r.attempt(), n -> new ArrayList<>()).add(r));
    return byNumber.values().stream()
        .map(
            reports ->
                reports.size() == 1
                    ? new Evidence(job, reports.getFirst()).against(pair.script())
                    : List.of(twoReports(pair, reports)))
        .toList();
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

  private static Reason twoReports(Requirement pair, List<BoardReport> reports) {
    return new Reason(
        Blame.FARM,
        pair,
        Optional.empty(),
        "%d different reports came for attempt %d of job %s: none can be believed"
            .formatted(reports.size(), reports.getFirst().attempt(), reports.getFirst().job()));
  }

  private static Reason neverReported(Requirement pair) {
    return new Reason(
        Blame.RACK,
        pair,
        Optional.empty(),
        "nothing was reported: no board of this type was at work that could run it");
  }

  private static List<Reason> blamed(Collection<Reason> reasons, Blame blame) {
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
