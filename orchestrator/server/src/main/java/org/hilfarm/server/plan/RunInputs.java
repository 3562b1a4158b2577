package org.hilfarm.server.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.KnownFailure;

/**
 * The trusted data a run was planned from, kept with it: a farm that is updated meanwhile still
 * finishes the run with the scripts it was accepted with.
 *
 * @param library the source of {@code hil.py}
 * @param scripts those the run needs
 * @param types those it flashes
 * @param known failures that were known of what it requires; empty in runs from before that was
 *     kept
 */
public record RunInputs(
    String library,
    List<Script> scripts,
    List<BoardType> types,
    Optional<List<KnownFailure>> known) {
  public RunInputs {
    scripts = List.copyOf(scripts);
    types = List.copyOf(types);
    known = known.map(List::copyOf);
  }

  /** What this plan needs of the farm's data, always in the same order. */
  public static RunInputs of(RunPlan plan, TrustedData trusted) {
    return of(plan, trusted, List.of());
  }

  /**
   * The same.
   *
   * @param upstream tests that came with the build
   */
  public static RunInputs of(RunPlan plan, TrustedData trusted, List<Script> upstream) {
    Map<ScriptId, Script> scripts = new TreeMap<>();
    upstream.forEach(s -> scripts.put(s.id(), s));
    Map<BoardTypeId, BoardType> types = new TreeMap<>();
    for (PlannedJob job : plan.jobs()) {
      BoardTypeId type = job.image().boardType();
      types.computeIfAbsent(type, trusted.types()::get);
      job.scripts().forEach(s -> scripts.computeIfAbsent(s, trusted.scripts()::get));
    }
    List<KnownFailure> known =
        trusted.known().stream().filter(k -> plan.required().stream().anyMatch(k::about)).toList();
    return new RunInputs(
        trusted.library(),
        List.copyOf(scripts.values()),
        List.copyOf(types.values()),
        Optional.of(known));
  }

  /** The script of this name. */
  public Script script(ScriptId id) {
    return scripts.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the run was planned without script " + id));
  }

  /** The board type of this name. */
  public BoardType type(BoardTypeId id) {
    return types.stream()
        .filter(t -> t.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the run was planned without board " + id));
  }
}
