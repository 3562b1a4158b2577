package org.hilfarm.server.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.rackapi.Delivery;

/**
 * Takes reports in. A report counts once, and only from the lease that is live now; storing it and
 * what follows from it are one transaction. Any thread may use it.
 */
public final class Deliveries {
  private final Database database;
  private final Patience patience;
  private final AfterRun afterRun;

  public Deliveries(Database database, Patience patience, AfterRun afterRun) {
    this.database = database;
    this.patience = patience;
    this.afterRun = afterRun;
  }

  /** What became of a delivery. */
  public sealed interface Receipt {
    /** Stored, now or by an earlier delivery of the very same report. */
    record Stored() implements Receipt {}

    /** From a lease that is over: it can never count. */
    record Late(String text) implements Receipt {}

    /** Not what the lease was given for, or its attachments are not here. */
    record Wrong(List<String> problems) implements Receipt {}
  }

  private record Outcome(Receipt receipt, Optional<RunId> finished) {}

  /** Stores a report. */
  public Receipt deliver(Delivery delivery) {
    Outcome outcome = database.inTransaction(tx -> deliver(tx, delivery));
    outcome.finished().ifPresent(afterRun::finished);
    return outcome.receipt();
  }

  private Outcome deliver(Tx tx, Delivery delivery) {
    LeaseToken token = delivery.token();
    Optional<LeaseRow> found = tx.leases().find(token);
    if (found.isEmpty()) {
      return refused(new Receipt.Late("there was never a lease with token " + token));
    }
    RunRow run = tx.runs().lock(found.get().run()).orElseThrow();
    LeaseRow lease = tx.leases().lock(token).orElseThrow();
    Optional<Sha256> before = tx.attempts().digest(token);
    if (before.isPresent() && before.get().equals(Conclusion.digest(delivery.report()))) {
      return refused(new Receipt.Stored());
    }
    if (!lease.live()) {
      return refused(new Receipt.Late(late(lease, before.isPresent())));
    }
    List<String> wrong = wrong(tx, run.plan(), lease.lease(), delivery.report());
    if (!wrong.isEmpty()) {
      return refused(new Receipt.Wrong(wrong));
    }
    boolean finished =
        new Conclusion(tx, run, patience).attemptEnded(lease, delivery.report(), LeaseEnd.REPORTED);
    return new Outcome(
        new Receipt.Stored(), finished ? Optional.of(lease.run()) : Optional.empty());
  }

  private static Outcome refused(Receipt receipt) {
    return new Outcome(receipt, Optional.empty());
  }

  private static String late(LeaseRow row, boolean reported) {
    Lease lease = row.lease();
    return reported
        ? "lease %s of job %s has been reported on already, with another report"
            .formatted(lease.token(), lease.job())
        : "lease %s of job %s on board %s ran out at %s: the report comes too late to count"
            .formatted(lease.token(), lease.job(), lease.board(), lease.expires());
  }

  private static List<String> wrong(Tx tx, RunPlan plan, Lease lease, BoardReport report) {
    List<String> wrong = new ArrayList<>();
    differs(wrong, "job", lease.job(), report.job());
    differs(wrong, "attempt", lease.attempt(), report.attempt());
    differs(wrong, "rack", lease.rack(), report.rack());
    differs(wrong, "board", lease.board(), report.board());
    PlannedJob job = tx.jobs().work(plan, lease.job());
    differs(wrong, "boardType", job.image().boardType(), report.boardType());
    List<String> outOfBounds = ReportBounds.problems(job, report);
    wrong.addAll(outOfBounds);
    if (outOfBounds.isEmpty()) { // else there may be any number of attachments to look for
      Set<Sha256> missing = tx.artifacts().missing(Conclusion.files(report));
      missing.forEach(m -> wrong.add("attachments: %s was not put before the report".formatted(m)));
    }
    return wrong;
  }

  private static void differs(List<String> wrong, String what, Object leased, Object reported) {
    if (!leased.equals(reported)) {
      wrong.add("%s: the lease is for %s, the report of %s".formatted(what, leased, reported));
    }
  }
}
