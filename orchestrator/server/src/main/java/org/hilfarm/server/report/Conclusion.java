package org.hilfarm.server.report;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.OutcomeRows;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.recovery.AfterAttempt;
import org.hilfarm.server.verdict.Followed;
import org.hilfarm.server.verdict.Series;
import org.hilfarm.server.verdict.Settlement;
import org.hilfarm.server.verdict.Verdicts;
import org.hilfarm.wire.json.Json;

/**
 * What follows from the end of an attempt, in the transaction that stores it: a control is planned,
 * the job is tried again or done, its red scripts are run again, and the last job's end is the
 * run's verdict. The caller holds the run's row.
 */
public final class Conclusion {
  private final Tx tx;
  private final RunRow run;
  private final Patience patience;

  public Conclusion(Tx tx, RunRow run, Patience patience) {
    this.tx = tx;
    this.run = run;
    this.patience = patience;
  }

  /** The name under which a report is known: the same report has the same digest. */
  static Sha256 digest(BoardReport report) {
    return Sha256.of(Json.write(report).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Ends a lease that was no attempt, since nobody took it up or its agent gave it back: the job
   * waits again, and nothing is on record against anybody.
   */
  public void noAttempt(LeaseRow lease, LeaseEnd how) {
    tx.leases().endWithoutAttempt(lease, how);
    if (run.finished().isPresent()) {
      jobEnded(lease.lease().job());
      return;
    }
    tx.jobs().waitAgain(lease.lease().job());
    goesOn();
  }

  /** Ends a lease with a report; whether that ended the run. */
  public boolean attemptEnded(LeaseRow lease, BoardReport report, LeaseEnd how) {
    tx.leases().end(lease.lease().token(), how);
    tx.attempts().insert(lease.lease().token(), id(), digest(report), report);
    tx.attempts().attach(lease.lease().token(), files(report));
    tx.happened(new Happening.AttemptEnded(report.boardType(), Ending.of(report)));
    JobId job = lease.lease().job();
    Optional<Control> control = tx.jobs().control(job);
    Optional<Rerun> rerun = tx.reruns().find(job);
    Optional<Control> wanted =
        run.finished().isPresent() || control.isPresent() || rerun.isPresent()
            ? Optional.empty()
            : new Controls(tx, run.plan()).wanted(report);
    PlannedJob work = tx.jobs().work(run.plan(), job);
    tx.outcomes().insert(of(lease, work, control, rerun), Outcomes.of(work, report));
    boolean baseFollows = rerun.filter(r -> Series.baseFollows(r, report)).isPresent();
    new AfterAttempt(tx).ended(lease.lease().token(), report, wanted.isPresent() || baseFollows);
    if (run.finished().isPresent()) {
      return jobEnded(job);
    }
    if (control.isPresent()) {
      return controlEnded(control.get());
    }
    if (rerun.isPresent()) {
      return rerunEnded(rerun.get());
    }
    if (wanted.isPresent()) {
      tx.jobs().control(id(), wanted.get());
      return goesOn();
    }
    return settled(job);
  }

  private OutcomeRows.Of of(
      LeaseRow lease, PlannedJob work, Optional<Control> control, Optional<Rerun> rerun) {
    OutcomeRows.Part planned =
        work.preflight() ? OutcomeRows.Part.PREFLIGHT : OutcomeRows.Part.PLANNED;
    OutcomeRows.Part part =
        control
            .map(c -> OutcomeRows.Part.CONTROL)
            .or(() -> rerun.map(r -> OutcomeRows.Part.RERUN))
            .orElse(planned);
    return new OutcomeRows.Of(
        lease.lease().token(),
        id(),
        work.image().boardType(),
        new StandingRows.Board(lease.lease().rack(), lease.lease().board()),
        work.image().digest(),
        part);
  }

  private boolean controlEnded(Control control) {
    JobId job = control.work().id();
    if (Settlement.tryAgain(control, tx.attempts().of(job), patience.attempts())) {
      tx.jobs().waitAgain(job);
      return goesOn();
    }
    return givenUp(job);
  }

  private boolean rerunEnded(Rerun rerun) {
    JobId job = rerun.work().id();
    if (Series.tryAgain(rerun, tx.attempts().of(job), patience.attempts())) {
      tx.jobs().waitAgain(job);
      return goesOn();
    }
    return givenUp(job);
  }

  /** No attempt at this job follows; whether that ended the run. */
  public boolean givenUp(JobId job) {
    tx.jobs().done(job);
    if (run.finished().isPresent()) {
      return jobEnded(job);
    }
    Optional<Rerun> rerun = tx.reruns().find(job);
    if (rerun.isPresent() && reruns().ended(rerun.get())) {
      return goesOn();
    }
    return tx.jobs().control(job).map(c -> settled(c.of())).orElseGet(() -> jobEnded(job));
  }

  private Reruns reruns() {
    return new Reruns(tx, run, patience);
  }

  /** Who is at fault in the job's latest attempt is known as well as it can be. */
  private boolean settled(JobId id) {
    PlannedJob job = tx.jobs().work(run.plan(), id);
    List<BoardReport> attempts = settledAttempts(id);
    if (Verdicts.tryAgain(job, attempts, patience.attempts())) {
      tx.jobs().waitAgain(id);
      return goesOn();
    }
    if (reruns().begin(job, attempts)) {
      tx.ring(Channel.WORK, id().value());
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
                    run.plan(),
                    tx.attempts().of(id(), Brief::of),
                    new Followed(tx.jobs().controls(id()), tx.reruns().of(id())),
                    KnownThen.of(tx, run)));
    boolean finished = finish(verdict);
    if (finished && run.baseline() && verdict instanceof Verdict.Mergeable mergeable) {
      new Controls(tx, run.plan()).becomeBaseline(mergeable);
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

  private boolean finish(Verdict verdict) {
    boolean finished = tx.runs().finish(id(), verdict);
    if (finished) {
      Duration took = tx.runs().took(id());
      tx.happened(new Happening.RunEnded(run.plan().suite(), verdict.word(), took));
    }
    return finished;
  }

  /** Ends a run that nobody wants; whether it had not ended before. */
  public boolean cancelled(String why) {
    if (!finish(new Verdict.Cancelled(why))) {
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
