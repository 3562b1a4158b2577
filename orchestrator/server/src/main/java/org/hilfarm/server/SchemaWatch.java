package org.hilfarm.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.OutdatedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a newer farm has changed the tables: from then on this one does nothing any more,
 * answers 503 with the words what to do, and whoever runs it is told to end it.
 */
final class SchemaWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Database database;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String why = "";
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("hil-schema-watch").daemon().factory());

  SchemaWatch(Database database) {
    this.database = database;
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      database.requireSchema();
    } catch (OutdatedException e) {
      LOG.error("this orchestrator stops: {}", e.getMessage());
      why = String.valueOf(e.getMessage());
      over.countDown();
      clock.shutdown();
    } catch (RuntimeException e) {
      LOG.debug("the tables' version is looked at again: {}", e.getMessage());
    }
  }

  /** Waits until this orchestrator must end; says why. */
  String untilOutdated() throws InterruptedException {
    over.await();
    return why;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("looking at the tables' version did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
