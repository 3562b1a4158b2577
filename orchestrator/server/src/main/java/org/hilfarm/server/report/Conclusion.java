package org.hilfarm.server.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.verdict.Verdicts;
import org.hilfarm.wire.json.Json;

/**
 * What follows from the end of an attempt, in the transaction that stores it: the job is tried
 * again or done, and the last job's end is the run's verdict. The caller holds the run's row.
 */
public final class Conclusion {
  private final Tx tx;
  private final RunRow run;
  private final int attemptLimit;

  public Conclusion(Tx tx, RunRow run, int attemptLimit) {
    this.tx = tx;
    this.run = run;
    this.attemptLimit = attemptLimit;
  }

  /** The name under which a report is known: the same report has the same digest. */
  static Sha256 digest(BoardReport report) {
    return Sha256.of(Json.write(report).getBytes(StandardCharsets.UTF_8));
  }

  /** Ends a lease with a report; whether that ended the run. */
  public boolean attemptEnded(LeaseRow lease, BoardReport report, boolean reported) {
    tx.leases().end(lease.lease().token(), reported);
    tx.attempts().insert(lease.lease().token(), id(), digest(report), report);
    tx.attempts().attach(lease.lease().token(), files(report));
    PlannedJob job = job(lease.lease().job());
    List<BoardReport> attempts = tx.attempts().of(job.id());
    if (run.finished().isEmpty() && Verdicts.tryAgain(job, attempts, attemptLimit)) {
      tx.jobs().waitAgain(job.id());
      tx.ring(Channel.WORK, id().value());
      tx.ring(Channel.RUN, id().value());
      return false;
    }
    return jobEnded(job.id());
  }

  /** Nothing more is done for a job; whether that ended the run. */
  public boolean jobEnded(JobId job) {
    tx.jobs().done(job);
    tx.ring(Channel.RUN, id().value());
    if (run.finished().isPresent() || tx.jobs().anyOpen(id())) {
      return false;
    }
    return tx.runs().finish(id(), Verdicts.fold(run.plan(), tx.attempts().of(id())));
  }

  /** Ends a run that nobody wants; whether it had not ended before. */
  public boolean cancelled(String why) {
    if (!tx.runs().finish(id(), new Verdict.Cancelled(why))) {
      return false;
    }
    tx.jobs().dropWaiting(id());
    tx.ring(Channel.RUN, id().value());
    return true;
  }

  private RunId id() {
    return run.plan().run();
  }

  private PlannedJob job(JobId id) {
    return run.plan().jobs().stream().filter(j -> j.id().equals(id)).findFirst().orElseThrow();
  }

  static Set<Sha256> files(BoardReport report) {
    return report.attachments().stream().map(Attachment::digest).collect(Collectors.toSet());
  }
}
