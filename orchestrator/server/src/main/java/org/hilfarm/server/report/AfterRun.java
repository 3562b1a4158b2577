package org.hilfarm.server.report;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.plan.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of finished runs on a thread of its own, so that nobody who delivers a report waits for one
 * to be written. At most {@value #LIMIT} wait; more are told of on the next start.
 */
public final class AfterRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AfterRun.class);
  private static final int LIMIT = 1000;
  private static final Duration STOP = Duration.ofSeconds(20);

  private final RunFinished told;
  private final ThreadPoolExecutor thread;

  public AfterRun(RunFinished told) {
    this.told = told;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LIMIT),
            Thread.ofPlatform().name("hil-after-run").daemon().factory());
  }

  /** Tells of a run, soon. */
  public void finished(RunId run) {
    try {
      thread.execute(() -> tell(run));
    } catch (RejectedExecutionException e) {
      LOG.warn("run {}: its report is published on the next start of the farm", run);
    }
  }

  private void tell(RunId run) {
    try {
      told.finished(run);
    } catch (RuntimeException e) {
      if (thread.isShutdown()) {
        LOG.info("run {}: its report is published on the next start of the farm", run);
      } else {
        LOG.error("run {}: its report could not be published", run, e);
      }
    }
  }

  /** Interrupts what is being published; the next start publishes it. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("publishing a report did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
