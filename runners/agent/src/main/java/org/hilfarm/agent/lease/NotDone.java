package org.hilfarm.agent.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.wire.rackapi.WorkOffer;

/** The report of work that never began: every script is in it, none was run. */
final class NotDone {
  private NotDone() {}

  static JobRunner.Done report(
      WorkOffer offer, boolean emulated, Fault fault, Instant started, Instant finished) {
    List<ScriptReport> scripts =
        offer.scripts().stream()
            .map(
                script ->
                    new ScriptReport(
                        script.id(),
                        new Outcome.NotRun(fault),
                        List.of(),
                        List.of(),
                        List.of(),
                        started,
                        Duration.ZERO,
                        Duration.ZERO))
            .toList();
    BoardReport report =
        new BoardReport(
            offer.lease().job(),
            offer.lease().attempt(),
            offer.lease().rack(),
            offer.lease().board(),
            offer.boardType().id(),
            new FlashReport.NotRunning(fault),
            scripts,
            List.of(),
            List.of(),
            started,
            finished,
            emulated);
    return new JobRunner.Done(report, Map.of());
  }
}
