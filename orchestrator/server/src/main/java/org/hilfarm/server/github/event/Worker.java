package org.hilfarm.server.github.event;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one piece of stored work after the other on a thread of its own, each under a lease that is
 * renewed meanwhile: of several orchestrators one does it, and where that dies another does.
 *
 * @param <T> a piece of work with the lease on it
 */
public final class Worker<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** So much later another orchestrator takes over from one that is no more. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** How often it looks for what others left. */
  private static final Duration LOOK = Duration.ofSeconds(3);

  private static final Duration STOP = Duration.ofSeconds(20);

  private final String name;
  private final Trade<T> trade;
  private final Bell bell;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * What is done.
   *
   * @param <T> a piece of work with the lease on it
   */
  public interface Trade<T> {
    /** The next piece, with a lease on it. */
    Optional<T> claim(Duration lease);

    /** Still at it; false where it is in other hands. */
    boolean renew(T piece, Duration lease);

    /** Does it. */
    void work(T piece) throws InterruptedException;

    /** It could not be done; it is given back. */
    void failed(T piece, RuntimeException why, boolean closing);

    /** This orchestrator stops in the middle of it; it is given back. */
    void stopped(T piece);
  }

  /** Begins with what was left open, by this orchestrator or another. */
  public Worker(String name, Trade<T> trade, Bell bell) {
    this.name = name;
    this.trade = trade;
    this.bell = bell;
    this.thread = Thread.ofPlatform().name("hil-" + name).daemon().start(this::run);
  }

  private void run() {
    try {
      while (!closing) {
        long rung = bell.rung();
        if (!next()) {
          boolean news = bell.awaitAfter(rung, Deadline.after(LOOK));
          LOG.trace("{}: looking again, {}", name, news);
          if (bell.closed()) {
            return;
          }
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("{}: no more", name);
    }
  }

  /** Whether there was one. */
  private boolean next() throws InterruptedException {
    Optional<T> piece = Optional.empty();
    try {
      piece = trade.claim(LEASE);
      if (piece.isPresent()) {
        work(piece.get());
      }
      return piece.isPresent();
    } catch (InterruptedException e) {
      piece.ifPresent(this::giveBack);
      throw e;
    } catch (RuntimeException e) {
      return failed(piece, e);
    }
  }

  private boolean failed(Optional<T> piece, RuntimeException e) {
    if (piece.isEmpty()) {
      LOG.warn("{}: looking for work failed; it is tried again: {}", name, e.getMessage());
      return false;
    }
    boolean stopped = Thread.interrupted(); // a connection may have to be waited for
    LOG.debug("{}: {} failed{}", name, piece.get(), stopped ? ", since this stops" : "");
    try {
      trade.failed(piece.get(), e, closing);
    } catch (RuntimeException again) {
      LOG.warn("{}: {} is taken up again in {}: {}", name, piece.get(), LEASE, again.getMessage());
    }
    return false;
  }

  private void giveBack(T piece) {
    try {
      trade.stopped(piece);
    } catch (RuntimeException e) {
      LOG.info("{}: {} is taken up by another in {}", name, piece, LEASE);
    }
  }

  private void work(T piece) throws InterruptedException {
    Keeper keeper = new Keeper(piece);
    try {
      trade.work(piece);
    } finally {
      keeper.close();
    }
  }

  /** Interrupts what is under way; another orchestrator does it, or the next start. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (!thread.join(STOP)) {
        LOG.warn("{} did not stop within {}", name, STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renews the lease as long as it is open. */
  private final class Keeper {
    private final Semaphore over = new Semaphore(0);

    Keeper(T piece) {
      Thread.ofVirtual().name("hil-" + name + "-lease").start(() -> keep(piece));
    }

    private void keep(T piece) {
      try {
        while (!over.tryAcquire(LEASE.toMillis() / 4, TimeUnit.MILLISECONDS)) {
          renew(piece);
        }
      } catch (InterruptedException nobodyDoes) {
        Thread.currentThread().interrupt();
      }
    }

    private void renew(T piece) {
      try {
        boolean ours = trade.renew(piece, LEASE);
        LOG.debug("{}: {} is {}", name, piece, ours ? "still ours" : "in other hands");
      } catch (RuntimeException e) {
        LOG.warn("{}: the lease of {} was not renewed: {}", name, piece, e.getMessage());
      }
    }

    void close() {
      over.release();
    }
  }
}
