package org.hilfarm.server.lease;

import java.util.List;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.server.postgres.LeaseRow;

/** What is on record for an attempt whose agent was never heard of again. */
final class LostAttempt {
  private LostAttempt() {}

  static BoardReport report(PlannedJob job, LeaseRow row, String why) {
    Lease lease = row.lease();
    Fault fault =
        new Fault(
            FaultKind.LEASE_EXPIRED,
            "rack %s %s while it had board %s for job %s (attempt %d): look at its agent"
                .formatted(lease.rack(), why, lease.board(), lease.job(), lease.attempt()));
    return new BoardReport(
        lease.job(),
        lease.attempt(),
        lease.rack(),
        lease.board(),
        job.image().boardType(),
        new FlashReport.NotRunning(fault),
        job.scripts().stream().map(s -> ScriptReport.notRun(s, fault, row.granted())).toList(),
        List.of(),
        List.of(),
        row.granted(),
        lease.expires(),
        job.preflight());
  }
}
