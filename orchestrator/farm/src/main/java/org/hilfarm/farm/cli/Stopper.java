package org.hilfarm.farm.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an interrupt of the command's thread, and gives it time to close
 * what it opened.
 */
final class Stopper {
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final Thread command = Thread.currentThread();
  private final CountDownLatch finished = new CountDownLatch(1);

  private Stopper() {}

  static Stopper install() {
    Stopper stopper = new Stopper();
    Runtime.getRuntime().addShutdownHook(new Thread(stopper::stop, "stop"));
    return stopper;
  }

  private void stop() {
    if (finished.getCount() == 0) {
      return;
    }
    command.interrupt();
    try {
      if (!finished.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("Something did not close within " + CLOSING.toSeconds() + " s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command is over. */
  void finished() {
    finished.countDown();
  }
}
