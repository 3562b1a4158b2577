package org.hilfarm.server.verdict;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;

/**
 * What an attempt leaves open and only a control can answer: whether the baseline starts on that
 * board, or whether it gets through the scripts in which this build hung or raised.
 *
 * @param scripts those in question; none where the board never started
 */
public record Question(List<ScriptId> scripts) {
  private static final Set<FaultKind> IN_A_SCRIPT =
      Set.of(FaultKind.NO_ANSWER, FaultKind.SCRIPT_RAISED, FaultKind.WIRING_WRONG);

  public Question {
    scripts = List.copyOf(scripts);
  }

  /** What this attempt at this job leaves open; empty where the report says who is at fault. */
  public static Optional<Question> of(PlannedJob job, BoardReport report) {
    return switch (report.flash()) {
      case FlashReport.NotRunning not ->
          not.fault().kind() == FaultKind.NEVER_STARTED
              ? Optional.of(new Question(List.of()))
              : Optional.empty();
      case FlashReport.Running running ->
          new Evidence(job, report).ran() ? inScripts(job, report) : Optional.empty();
    };
  }

  private static Optional<Question> inScripts(PlannedJob job, BoardReport report) {
    List<ScriptId> open = open(job, report, Question::endedOpen);
    if (open.isEmpty()) {
      // Silent before any of them began: the first one's start is what the control must manage.
      open = open(job, report, Question::neverAnswered).stream().limit(1).toList();
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(new Question(open));
  }

  private static List<ScriptId> open(
      PlannedJob job, BoardReport report, Predicate<Outcome> wanted) {
    return report.scripts().stream()
        .filter(s -> !s.script().ofUpstream()) // it decides nothing, so nobody asks
        .filter(s -> job.scripts().contains(s.script()) && wanted.test(s.outcome()))
        .map(ScriptReport::script)
        .distinct()
        .toList();
  }

  private static boolean endedOpen(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && IN_A_SCRIPT.contains(failed.fault().kind());
  }

  private static boolean neverAnswered(Outcome outcome) {
    return outcome instanceof Outcome.NotRun not && isSilence(not.fault());
  }

  private static boolean isSilence(Fault fault) {
    return fault.kind() == FaultKind.NO_ANSWER;
  }
}
