package org.hilfarm.server.verdict;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.script.ScriptId;

/**
 * The controls of a run, and what each can answer. A soak asks once for each script and type of
 * board, not once a round: what a control says on a board holds for that board's other rounds too.
 */
public final class Asked {
  private final Map<JobId, PlannedJob> jobs = new HashMap<>();
  private final List<Control> controls;

  /** The controls of this plan's run, in any order. */
  public Asked(RunPlan plan, List<Control> controls) {
    plan.jobs().forEach(j -> jobs.put(j.id(), j));
    this.controls =
        controls.stream()
            .sorted(
                Comparator.comparingInt(this::round)
                    .thenComparing(Control::of)
                    .thenComparingInt(Control::attempt))
            .toList();
  }

  private int round(Control control) {
    return Optional.ofNullable(jobs.get(control.of()))
        .flatMap(PlannedJob::round)
        .map(r -> r.number())
        .orElse(0);
  }

  /** What of a question no other round of the soak has asked yet; empty where nothing is left. */
  public Optional<Question> open(PlannedJob job, Question question) {
    if (question.scripts().isEmpty()) {
      return otherRounds(job, Optional.empty()).findAny().isPresent()
          ? Optional.empty()
          : Optional.of(question);
    }
    List<ScriptId> left =
        question.scripts().stream()
            .filter(s -> otherRounds(job, Optional.of(s)).findAny().isEmpty())
            .toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new Question(left));
  }

  /**
   * Weighs what this attempt leaves open.
   *
   * @param script the script in question; empty where the question is whether the board starts
   */
  Weighed weigh(
      PlannedJob job,
      BoardReport report,
      Optional<ScriptId> script,
      Function<Control, ControlReading> read) {
    Predicate<Control> sameBoard =
        c -> c.rack().equals(report.rack()) && c.board().equals(report.board());
    Function<Control, Answer> answer =
        c -> script.map(read.apply(c)::of).orElseGet(read.apply(c)::starts);
    JobId ownId = Control.id(report.job(), report.attempt());
    Optional<Control> own =
        controls.stream()
            .filter(c -> Control.id(c.of(), c.attempt()).equals(ownId))
            .filter(c -> job.round().isEmpty() || asks(c, script))
            .filter(sameBoard)
            .findFirst();
    if (own.isPresent()) {
      return new Weighed(own, own.map(answer), false);
    }
    List<Control> others = otherRounds(job, script).toList();
    List<Control> here = others.stream().filter(sameBoard).toList();
    Optional<Control> tells =
        here.stream()
            .filter(c -> !(answer.apply(c) instanceof Answer.Unanswered))
            .findFirst()
            .or(() -> here.stream().findFirst());
    return tells.isPresent()
        ? new Weighed(tells, tells.map(answer), true)
        : new Weighed(others.stream().findFirst(), Optional.empty(), true);
  }

  private Stream<Control> otherRounds(PlannedJob job, Optional<ScriptId> script) {
    return controls.stream().filter(c -> asks(c, script) && ofAnotherRound(c, job));
  }

  private boolean ofAnotherRound(Control control, PlannedJob job) {
    PlannedJob its = jobs.get(control.of());
    return its != null
        && its.round().isPresent()
        && job.round().isPresent()
        && !its.round().equals(job.round())
        && its.image().equals(job.image());
  }

  private static boolean asks(Control control, Optional<ScriptId> script) {
    List<ScriptId> asked = control.work().scripts();
    return script.map(asked::contains).orElseGet(asked::isEmpty);
  }
}
