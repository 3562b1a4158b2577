package org.hilfarm.farm.chaos.stage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what has no events, again and again, on a thread of its own until it is closed. */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** One look. */
  @FunctionalInterface
  interface Look {
    void look() throws InterruptedException;
  }

  /** Looks for the first time after one pause. */
  Watch(String name, Duration pause, Look look) {
    this.thread = Thread.ofPlatform().name(name).daemon().start(() -> run(pause, look));
  }

  private void run(Duration pause, Look look) {
    try {
      while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        look.look();
      }
    } catch (InterruptedException e) {
      LOG.debug("{} looks no more", thread.getName());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.error("{} did not end within {}", thread.getName(), CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
