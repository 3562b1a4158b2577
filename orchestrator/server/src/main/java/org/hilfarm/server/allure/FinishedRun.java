package org.hilfarm.server.allure;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Verdict;

/**
 * All that a report is made from; the same run always makes the same report.
 *
 * @param plan what the run required
 * @param attempts every attempt, in the order they were made, settled by the controls
 * @param controls what was tried with the baseline; their attempts are among the others
 * @param reruns of what was red; their attempts are among the others
 * @param verdict how it ended
 * @param scripts the scripts as they were at the plan's commit; one that is missing shows by its id
 * @param families the chip family of each board type; one that is missing shows as {@code unknown}
 * @param address the run's own page as its report sees it, for the link back; empty in files that
 *     leave the farm
 */
public record FinishedRun(
    RunPlan plan,
    List<BoardReport> attempts,
    List<Control> controls,
    List<Rerun> reruns,
    Verdict verdict,
    Map<ScriptId, Script> scripts,
    Map<BoardTypeId, Family> families,
    Optional<URI> address) {
  public FinishedRun {
    attempts = List.copyOf(attempts);
    controls = List.copyOf(controls);
    reruns = List.copyOf(reruns);
    scripts = Map.copyOf(scripts);
    families = Map.copyOf(families);
  }

  /** A run in which nothing was run again. */
  public FinishedRun(
      RunPlan plan,
      List<BoardReport> attempts,
      List<Control> controls,
      Verdict verdict,
      Map<ScriptId, Script> scripts,
      Map<BoardTypeId, Family> families,
      Optional<URI> address) {
    this(plan, attempts, controls, List.of(), verdict, scripts, families, address);
  }

  /** The same for a place that finds the run's page there. */
  public FinishedRun at(URI page) {
    return new FinishedRun(
        plan, attempts, controls, reruns, verdict, scripts, families, Optional.of(page));
  }

  /**
   * What was tried beside the plan, to learn whose fault a failure is.
   *
   * @param word {@code control} or {@code rerun}
   * @param note which one, in words
   */
  record Beside(String word, String note) {}

  /** What this attempt controls or runs again; empty for one of the plan's own. */
  Optional<Beside> beside(BoardReport attempt) {
    Optional<Beside> control =
        controls.stream()
            .filter(c -> c.work().id().equals(attempt.job()))
            .map(c -> new Beside("control", c.toString()))
            .findFirst();
    return control.or(
        () ->
            reruns.stream()
                .filter(r -> r.work().id().equals(attempt.job()))
                .map(r -> new Beside("rerun", r.toString()))
                .findFirst());
  }

  /** What an attempt controls or runs again, in words; empty for one of the plan's own. */
  public Optional<String> besideNote(BoardReport attempt) {
    return beside(attempt).map(Beside::note);
  }

  /** Whether an attempt went ahead of the boards and proves nothing. */
  public boolean preflight(BoardReport attempt) {
    return plan.jobs().stream().anyMatch(j -> j.preflight() && j.id().equals(attempt.job()));
  }

  /** In which round of a soak an attempt was made; empty where it is no soak. */
  Optional<Round> round(BoardReport attempt) {
    return plan.jobs().stream()
        .filter(j -> j.id().equals(attempt.job()))
        .findFirst()
        .flatMap(PlannedJob::round);
  }

  /** The family's name as people write it in a label. */
  String family(BoardTypeId type) {
    return Optional.ofNullable(families.get(type)).map(Family::mcuName).orElse("unknown");
  }

  /** What the board type's scripts are written for, as a label. */
  String language(BoardTypeId type) {
    return plan.build().images().stream()
        .filter(i -> i.boardType().equals(type))
        .map(i -> i.banner().firmware().name().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("unknown");
  }

  /** The sentence a pass of this script means, or its id. */
  public String title(ScriptId script) {
    return Optional.ofNullable(scripts.get(script)).map(Script::name).orElse(script.value());
  }

  /** The issues a script guards against. */
  List<String> covers(ScriptId script) {
    return Optional.ofNullable(scripts.get(script)).map(Script::covers).orElse(List.of());
  }
}
