package org.hilfarm.server.retention;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hilfarm.server.postgres.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps once an hour, on one orchestrator of all. */
public final class Sweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Database database;
  private final Sweep sweep;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("hil-retention").daemon().factory());

  /** Looks for the first time after a minute, when the farm is at work. */
  public Sweeper(Database database, Sweep sweep, InstantSource clock) {
    this.database = database;
    this.sweep = sweep;
    this.clock = clock;
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (database.inTransaction(tx -> tx.retention().takeTurn(EVERY))) {
        String said = sweep.sweep(clock.instant());
        LOG.info("{}", said);
        database.useTransaction(tx -> tx.retention().swept(said));
      }
    } catch (RuntimeException e) {
      LOG.warn("sweeping failed; it is tried again within {}: {}", EVERY, e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("sweeping did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
