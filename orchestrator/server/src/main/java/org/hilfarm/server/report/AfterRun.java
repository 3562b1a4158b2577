package org.hilfarm.server.report;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of finished runs on a thread of its own, so that nobody who delivers a report waits for one
 * to be written. What is to be told stands in the database, and whoever tells has it by a lease: of
 * several orchestrators one tells, and where it dies on the way another does. Any thread may call.
 */
public final class AfterRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AfterRun.class);

  /** So much later another orchestrator takes over from one that is no more. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** How often it looks for what others left. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration LONGEST_REST = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Database database;
  private final RunFinished told;
  private final String maker = UUID.randomUUID().toString();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;

  /** Begins with what was left open, by this orchestrator or another. */
  public AfterRun(Database database, RunFinished told) {
    this.database = database;
    this.told = told;
    this.thread = Thread.ofPlatform().name("hil-after-run").daemon().start(this::work);
  }

  /** A run has its verdict: it is told of soon. */
  public void finished(RunId run) {
    LOG.debug("run {} is finished", run);
    news.release();
  }

  private void work() {
    try {
      while (!closing) {
        if (!tellNext()) {
          boolean more = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          LOG.trace("looking again, {}", more);
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("no more runs are told of");
    }
  }

  /** Whether there was one. */
  private boolean tellNext() {
    Optional<RunId> next = Optional.empty();
    try {
      next = database.inTransaction(tx -> tx.reports().claim(maker, LEASE));
      next.ifPresent(this::tell);
      return next.isPresent();
    } catch (RuntimeException e) {
      failed(next, e);
      return false;
    }
  }

  private void tell(RunId run) {
    ClaimKeeper keeper = new ClaimKeeper(run);
    try {
      told.finished(run);
    } finally {
      keeper.close();
    }
    database.useTransaction(tx -> tx.reports().settle(run, maker, LONGEST_REST));
  }

  private void failed(Optional<RunId> run, RuntimeException e) {
    if (run.isEmpty()) {
      LOG.warn("looking for finished runs failed; it is tried again: {}", e.getMessage());
      return;
    }
    if (closing) {
      LOG.info("run {}: its report is made after the next start, or by another", run.get());
    } else {
      LOG.error("run {}: its report could not be made; it is tried again", run.get(), e);
    }
    giveBack(run.get(), String.valueOf(e.getMessage()));
  }

  private void giveBack(RunId run, String why) {
    boolean stopped = Thread.interrupted(); // a connection may have to be waited for
    LOG.debug("run {}: its report is given back{}", run, stopped ? ", since this stops" : "");
    try {
      database.useTransaction(
          tx -> tx.reports().giveBack(run, maker, rest(tx.reports().tries(run)), why));
    } catch (RuntimeException e) {
      LOG.warn("run {}: its report is taken up again in {}: {}", run, LEASE, e.getMessage());
    }
  }

  /** At once for another where this one stops; else longer with each try. */
  private Duration rest(int tries) {
    if (closing) {
      return Duration.ZERO;
    }
    Duration rest = Duration.ofSeconds(5L << Math.clamp(tries, 0, 10));
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  /** Interrupts what is being told; another orchestrator tells it, or the next start. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (!thread.join(STOP)) {
        LOG.warn("making a report did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renews the lease as long as it is open. */
  private final class ClaimKeeper {
    private final Semaphore over = new Semaphore(0);

    ClaimKeeper(RunId run) {
      Thread.ofVirtual().name("hil-report-lease-" + run).start(() -> keep(run));
    }

    private void keep(RunId run) {
      try {
        while (!over.tryAcquire(LEASE.toMillis() / 4, TimeUnit.MILLISECONDS)) {
          renew(run);
        }
      } catch (InterruptedException nobodyDoes) {
        Thread.currentThread().interrupt();
      }
    }

    private void renew(RunId run) {
      try {
        boolean ours = database.inTransaction(tx -> tx.reports().renew(run, maker, LEASE));
        LOG.debug("run {}: its report is {}", run, ours ? "still ours" : "made by another now");
      } catch (RuntimeException e) {
        LOG.warn("run {}: the lease of its report was not renewed: {}", run, e.getMessage());
      }
    }

    void close() {
      over.release();
    }
  }
}
