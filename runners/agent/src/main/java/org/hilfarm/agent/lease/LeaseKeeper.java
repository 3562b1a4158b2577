package org.hilfarm.agent.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;
import org.hilfarm.wire.rackapi.Renewal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one lease while its work is done, and carries the progress to the orchestrator with it: at
 * once when there is news, else in time before the lease ends. It has a thread of its own; any
 * thread may tell it progress or ask whether the work is still wanted.
 */
public final class LeaseKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  /** News in quicker succession than this travel together. */
  private static final Duration GAP = Duration.ofMillis(150);

  /** How long after it was to stop the work is watched. */
  private static final Duration WATCHED = Duration.ofDays(1);

  /** A busy machine may need as long for an answer. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(10);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Renewing renewing;
  private final LeaseToken token;
  private final Duration every;
  private final Ticker ticker = Ticker.system();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Thread thread;

  /** In a row; the keeper's own thread's. */
  private int failures;

  private Progress progress;
  private boolean told = true;
  private boolean closed;
  private boolean cancelled;
  private boolean lost;
  private Optional<Deadline> shouldStop = Optional.empty();

  /** How a lease is renewed. */
  @FunctionalInterface
  public interface Renewing {
    /**
     * Renews it once.
     *
     * @param patience after which it is given up, so that another try comes in time
     */
    Renewal.Renewed renew(Progress progress, Duration patience)
        throws UnreachableException, RefusedException, InterruptedException;
  }

  /** Takes the lease up at once; renews it at least this often. */
  public LeaseKeeper(RackLink link, LeaseToken token, Duration every, Progress progress) {
    this((now, patience) -> link.renew(new Renewal(token, now), patience), token, every, progress);
  }

  /** The same for a lease that is renewed in another way. */
  public LeaseKeeper(Renewing renewing, LeaseToken token, Duration every, Progress progress) {
    this.renewing = renewing;
    this.token = token;
    this.every = every;
    this.progress = progress;
    thread = Thread.ofVirtual().name("lease-" + token).start(this::run);
  }

  /** How far the work is. */
  public void progress(Progress now) {
    lock.lock();
    try {
      if (!now.equals(progress)) {
        progress = now;
        told = false;
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether to stop at the next safe point: cancelled, or the lease is somebody else's. */
  public boolean unwanted() {
    lock.lock();
    try {
      return cancelled || lost;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the orchestrator has given the work to somebody else. */
  public boolean lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /** How long the work has not been wanted any more; zero as long as it is. */
  public Duration unwantedFor() {
    lock.lock();
    try {
      return shouldStop.map(since -> since.budget().minus(since.left())).orElse(Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO; // at once: until then the lease is an offer that lapses soon
      while (awaitDue(pause)) {
        pause = renew() ? every : shorter(every, Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      LOG.debug("Lease {} is no longer kept.", token);
    } catch (RuntimeException e) {
      LOG.error("Lease {} cannot be kept any more; its work will be done again.", token, e);
    }
  }

  /** Waits for news (but not less than the gap) or until the pause is over; false once closed. */
  private boolean awaitDue(Duration pause) throws InterruptedException {
    Deadline due = Deadline.after(pause, ticker);
    Deadline gap = Deadline.after(shorter(GAP, pause), ticker);
    lock.lockInterruptibly();
    try {
      while (!closed && !lost && !due.passed() && (told || !gap.passed())) {
        Deadline next = told ? due : gap;
        boolean signalled = news.await(next.left().toNanos(), TimeUnit.NANOSECONDS);
        LOG.trace("Lease {} woke, signalled: {}.", token, signalled);
      }
      told = true;
      return !closed && !lost;
    } finally {
      lock.unlock();
    }
  }

  private boolean renew() throws InterruptedException {
    try {
      Renewal.Renewed answer = renewing.renew(current(), patience());
      failures = 0;
      if (answer.cancel()) {
        stop(false);
      }
      return true;
    } catch (UnreachableException e) {
      failures++;
      LOG.warn("Lease {} could not be renewed, trying again: {}", token, e.getMessage());
      return false;
    } catch (RefusedException e) {
      boolean gone = e.status() == 409 || e.status() == 404 || e.forGood();
      LOG.warn("Lease {} was not renewed: {}", token, e.getMessage());
      if (gone) {
        stop(true);
      }
      return false;
    }
  }

  /**
   * An orchestrator that hangs must not cost the lease while another would answer, so the first try
   * has no longer than until the next is due. Each after that has twice as long: one that is only
   * slow would have to do them all.
   */
  private Duration patience() {
    Duration first = every.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : every;
    Duration now = first.multipliedBy(1L << Math.min(failures, 8));
    return shorter(now, LONGEST_PATIENCE);
  }

  private Progress current() {
    lock.lock();
    try {
      return progress;
    } finally {
      lock.unlock();
    }
  }

  private void stop(boolean leaseLost) {
    lock.lock();
    try {
      cancelled = true;
      lost |= leaseLost;
      if (shouldStop.isEmpty()) {
        shouldStop = Optional.of(Deadline.after(WATCHED, ticker));
      }
    } finally {
      lock.unlock();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Stops renewing; the lease ends by itself, or with the report. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    try {
      thread.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
