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
import org.hilfarm.model.plan.Rerun;
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
    return fold(plan, reported, new Followed(controls, List.of()), Known.NOTHING);
  }

  /**
   * The same with reruns, and with the failures that were known when the run was planned.
   *
   * @param reported every attempt as it was reported, those of controls and reruns too
   */
  public static Verdict fold(
      RunPlan plan, List<BoardReport> reported, Followed followed, Known known) {
    List<Reason> red = new ArrayList<>();
    List<Reason> open = new ArrayList<>();
    List<Reason> notes = new ArrayList<>();
    int passed = 0;
    for (PairEnding pair : pairs(plan, reported, followed, known)) {
      notes.addAll(pair.notes());
      (pair.word() == PairEnding.Word.FAILED ? red : open).addAll(pair.against());
      passed += pair.passed() ? 1 : 0;
    }
    return verdict(red, open, notes, passed);
  }

  /**
   * The same for each required pair, in the order of pairs: also what is open beside what is red,
   * which the verdict of a blocked run does not name.
   *
   * @param reported every attempt as it was reported, those of controls and reruns too
   */
  public static List<PairEnding> pairs(
      RunPlan plan, List<BoardReport> reported, Followed followed, Known known) {
    List<BoardReport> allAttempts = Settlement.of(plan, reported, followed.controls());
    SeriesReading series = new SeriesReading(plan, allAttempts, followed);
    List<PairEnding> endings = new ArrayList<>();
    for (Requirement pair : plan.required()) {
      PairReading reading = new PairReading(pair, plan, allAttempts);
      List<Reason> said = reading.against();
      List<Reason> weighed = anybodysCode(said) ? series.weigh(pair, said) : said;
      Known.Left left = known.weigh(reading, weighed);
      endings.add(new PairEnding(pair, said.isEmpty(), left.reasons(), left.notes()));
    }
    return List.copyOf(endings);
  }

  private static boolean anybodysCode(List<Reason> reasons) {
    return reasons.stream().anyMatch(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT);
  }

  private static Verdict verdict(
      List<Reason> red, List<Reason> open, List<Reason> notes, int passed) {
    if (red.isEmpty() && open.isEmpty() && passed > 0) {
      return new Verdict.Mergeable(
          passed, notes.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(notes)));
    }
    List<Reason> reasons = new ArrayList<>(red.isEmpty() ? open : red);
    reasons.addAll(notes);
    return red.isEmpty() ? new Verdict.Undecided(reasons) : new Verdict.Blocked(reasons);
  }

  /**
   * The boards that a series of reruns found bad, with the words for it.
   *
   * @param reported every attempt as it was reported, those of controls and reruns too
   * @param series one rerun of it
   */
  public static Optional<String> badBoard(
      RunPlan plan, List<BoardReport> reported, Followed followed, Rerun series) {
    List<BoardReport> settled = Settlement.of(plan, reported, followed.controls());
    SeriesReading reading = new SeriesReading(plan, settled, followed);
    return Series.pairs(List.of(series)).stream()
        .sorted()
        .flatMap(pair -> reading.badBoard(pair).stream())
        .findFirst();
  }

  /** Whether the board was proven to run the job's image. */
  public static boolean ran(PlannedJob job, BoardReport attempt) {
    return new Evidence(job, attempt).ran();
  }

  /** What an attempt at a job says against a script; nothing is a pass. */
  public static List<Reason> against(PlannedJob job, BoardReport attempt, ScriptId script) {
    return new Evidence(job, attempt).against(script);
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
