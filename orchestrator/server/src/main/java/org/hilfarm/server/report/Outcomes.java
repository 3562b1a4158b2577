package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.server.postgres.OutcomeRows.Ended;
import org.hilfarm.server.postgres.OutcomeRows.How;
import org.hilfarm.server.verdict.Verdicts;

/**
 * How the scripts of an attempt ended, for history; pure. A hang counts as a failure, since it is
 * one of this image on this board, whoever is at fault. Upstream's tests are left out: their names
 * are the submitter's.
 */
final class Outcomes {
  private Outcomes() {}

  /** One each; none where the board was not proven to run the job's image. */
  static List<Ended> of(PlannedJob job, BoardReport report) {
    if (!Verdicts.ran(job, report)) {
      return List.of();
    }
    return report.scripts().stream()
        .filter(s -> !s.script().ofUpstream() && job.scripts().contains(s.script()))
        .map(s -> new Ended(s.script(), how(job, report, s), fault(s), s.measures()))
        .toList();
  }

  private static How how(PlannedJob job, BoardReport report, ScriptReport script) {
    List<Reason> against = Verdicts.against(job, report, script.script());
    if (against.isEmpty()) {
      return How.PASSED;
    }
    boolean hung = script.outcome() instanceof Outcome.Failed failed && silent(failed.fault());
    boolean code =
        against.stream().anyMatch(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT);
    return hung || code ? How.FAILED : How.OPEN;
  }

  private static boolean silent(Fault fault) {
    return fault.kind() == FaultKind.NO_ANSWER;
  }

  private static Optional<FaultKind> fault(ScriptReport script) {
    return switch (script.outcome()) {
      case Outcome.Passed passed -> Optional.empty();
      case Outcome.Failed failed -> Optional.of(failed.fault().kind());
      case Outcome.NotRun not -> Optional.of(not.fault().kind());
      case Outcome.Skipped skipped -> Optional.of(FaultKind.SKIPPED_REQUIRED);
    };
  }
}
