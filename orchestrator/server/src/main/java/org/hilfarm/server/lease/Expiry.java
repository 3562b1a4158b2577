package org.hilfarm.server.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.recovery.Recoveries;
import org.hilfarm.server.report.AfterRun;
import org.hilfarm.server.report.Conclusion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what nobody else will end: leases that ran out, and jobs that no board is left for. Several
 * farms on one database may do this at once; each lease still ends once.
 */
public final class Expiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
  private static final int AT_ONCE = 200;
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Database database;
  private final Patience patience;
  private final Fruitless fruitless;
  private final AfterRun afterRun;
  private final Recoveries recoveries;
  private final ScheduledThreadPoolExecutor clock;

  /** Looks for the first time after one period, and then again and again. */
  public Expiry(Database database, Patience patience, AfterRun afterRun, Recoveries recoveries) {
    this.database = database;
    this.patience = patience;
    this.fruitless = new Fruitless(patience);
    this.afterRun = afterRun;
    this.recoveries = recoveries;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("hil-lease-expiry").daemon().factory());
    long period = Math.max(50, Math.min(1000, patience.lease().toMillis() / 4));
    var unused =
        clock.scheduleWithFixedDelay(this::lookSafely, period, period, TimeUnit.MILLISECONDS);
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.warn("looking for leases that ran out failed; it is tried again: {}", e.getMessage());
    }
  }

  /** Ends everything that is over now. */
  void look() {
    List<LeaseToken> expired = database.inTransaction(tx -> tx.leases().expired(AT_ONCE));
    for (LeaseToken token : expired) {
      database.inTransaction(tx -> expire(tx, token)).ifPresent(afterRun::finished);
    }
    List<JobRow> hopeless =
        database.inTransaction(tx -> tx.jobs().hopeless(patience.board(), patience.silence()));
    for (JobRow job : hopeless) {
      database.inTransaction(tx -> giveUp(tx, job)).ifPresent(afterRun::finished);
    }
    recoveries.sweep();
  }

  private Optional<RunId> expire(Tx tx, LeaseToken token) {
    LeaseRow found = tx.leases().find(token).orElseThrow();
    RunRow run = tx.runs().lock(found.run()).orElseThrow();
    LeaseRow lease = tx.leases().lock(token).orElseThrow();
    if (lease.ended() || lease.live()) {
      return Optional.empty();
    }
    LOG.warn(
        "job {}: lease {} on board {} of rack {} {}",
        lease.lease().job(),
        token,
        lease.lease().board(),
        lease.lease().rack(),
        lease.taken() ? "ran out" : "was not taken up");
    LeaseEnd how = lease.taken() ? LeaseEnd.EXPIRED : LeaseEnd.LAPSED;
    boolean finished = fruitless.end(tx, run, lease, how);
    return finished ? Optional.of(lease.run()) : Optional.empty();
  }

  private Optional<RunId> giveUp(Tx tx, JobRow job) {
    RunRow run = tx.runs().lock(job.run()).orElseThrow();
    boolean waits =
        tx.jobs().of(job.run()).stream()
            .anyMatch(j -> j.id().equals(job.id()) && j.state().equals("waiting"));
    if (!waits) {
      return Optional.empty();
    }
    LOG.warn("job {}: no board of type {} came to work on it", job.id(), job.boardType());
    boolean finished = new Conclusion(tx, run, patience).givenUp(job.id());
    return finished ? Optional.of(job.run()) : Optional.empty();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("looking for leases that ran out did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
