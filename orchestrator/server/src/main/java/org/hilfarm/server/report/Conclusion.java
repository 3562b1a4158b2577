package org.hilfarm.server.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.recovery.AfterAttempt;
import org.hilfarm.server.verdict.Settlement;
import org.hilfarm.server.verdict.Verdicts;
import org.hilfarm.wire.json.Json;

/**
 * What follows from the end of an attempt, in the transaction that stores it: a control is planned,
 * the job is tried again or done, and the last job's end is the run's verdict. The caller holds the
 * run's row.
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
    JobId job = lease.lease().job();
    Optional<Control> control = tx.jobs().control(job);
    Optional<Control> wanted =
        run.finished().isPresent() || control.isPresent()
            ? Optional.empty()
            : new Controls(tx, run.plan()).wanted(report);
    new AfterAttempt(tx).ended(report, wanted.isPresent());
    if (run.finished().isPresent()) {
      return jobEnded(job);
    }
    if (control.isPresent()) {
      return controlEnded(control.get());
    }
    if (wanted.isPresent()) {
      tx.jobs().control(id(), wanted.get());
      return goesOn();
    }
    return settled(job);
  }

  private boolean controlEnded(Control control) {
    JobId job = control.work().id();
    if (Settlement.tryAgain(control, tx.attempts().of(job), attemptLimit)) {
      tx.jobs().waitAgain(job);
      return goesOn();
    }
    return givenUp(job);
  }

  /** No attempt at this job follows; whether that ended the run. */
  public boolean givenUp(JobId job) {
    Optional<Control> control = tx.jobs().control(job);
    tx.jobs().done(job);
    boolean answers = control.isPresent() && run.finished().isEmpty();
    return answers ? settled(control.orElseThrow().of()) : jobEnded(job);
  }

  /** Who is at fault in the job's latest attempt is known as well as it can be. */
  private boolean settled(JobId id) {
    PlannedJob job = tx.jobs().work(run.plan(), id);
    List<BoardReport> attempts = settledAttempts(id);
    if (Verdicts.tryAgain(job, attempts, attemptLimit)) {
      tx.jobs().waitAgain(id);
      return goesOn();
    }
    return jobEnded(id);
  }

  private boolean goesOn() {
    tx.ring(Channel.WORK, id().value());
    tx.ring(Channel.RUN, id().value());
    return false;
  }

  /** Nothing more is done for a job; whether that ended the run. */
  private boolean jobEnded(JobId job) {
    tx.jobs().done(job);
    if (run.finished().isEmpty()) {
      afterPreflight(job);
    }
    tx.ring(Channel.RUN, id().value());
    if (run.finished().isPresent() || tx.jobs().anyOpen(id())) {
      return false;
    }
    Verdict verdict =
        new OutOfThePool(tx)
            .told(
                Verdicts.fold(
                    run.plan(), tx.attempts().of(id(), Brief::of), tx.jobs().controls(id())));
    boolean finished = tx.runs().finish(id(), verdict);
    if (finished && run.baseline() && verdict instanceof Verdict.Mergeable) {
      new Controls(tx, run.plan()).becomeBaseline();
    }
    return finished;
  }

  /**
   * Boards that waited for the emulated ones of their type go on, or have nothing to do any more.
   */
  private void afterPreflight(JobId ended) {
    RunPlan plan = run.plan();
    Optional<BoardTypeId> type =
        plan.jobs().stream()
            .filter(j -> j.id().equals(ended) && j.preflight() && plan.redPreflightStops())
            .map(j -> j.image().boardType())
            .findFirst();
    if (type.isEmpty()) {
      return;
    }
    if (Verdicts.redPreflight(plan, type.get(), settledAttempts())) {
      tx.jobs().drop(id(), type.get());
    } else if (tx.jobs().of(id()).stream().noneMatch(j -> openPreflight(j, type.get()))) {
      tx.jobs().release(id(), type.get());
      tx.ring(Channel.WORK, id().value());
    }
  }

  private boolean openPreflight(JobRow job, BoardTypeId type) {
    return job.boardType().equals(type)
        && !job.state().equals("done")
        && run.plan().jobs().stream().anyMatch(p -> p.id().equals(job.id()) && p.preflight());
  }

  private List<BoardReport> settledAttempts() {
    return Settlement.of(run.plan(), tx.attempts().of(id(), Brief::of), tx.jobs().controls(id()));
  }

  /** Those at one job; a soak has too many to look at all of them after each round. */
  private List<BoardReport> settledAttempts(JobId job) {
    List<Control> controls = tx.jobs().controls(id());
    List<BoardReport> attempts = new ArrayList<>(tx.attempts().of(job));
    controls.forEach(c -> attempts.addAll(tx.attempts().of(c.work().id())));
    return Settlement.of(run.plan(), attempts, controls).stream()
        .filter(r -> r.job().equals(job))
        .toList();
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

  static Set<Sha256> files(BoardReport report) {
    return report.attachments().stream().map(Attachment::digest).collect(Collectors.toSet());
  }
}
