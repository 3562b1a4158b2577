package org.hilfarm.server.console;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hilfarm.server.plan.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends reservations whose person or agent is gone, and forgets what nobody looks at. Several farms
 * on one database may do this at once; each reservation still ends once.
 */
public final class Attendant implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Seats seats;
  private final LiveConsoles consoles;
  private final ScheduledThreadPoolExecutor clock;

  /** Looks for the first time after one period, and then again and again. */
  public Attendant(Seats seats, LiveConsoles consoles, Patience patience) {
    this.seats = seats;
    this.consoles = consoles;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("hil-reservations").daemon().factory());
    long period = Math.clamp(patience.lease().toMillis() / 4, 50, 1000);
    var unused = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      seats.sweep();
      consoles.sweep();
    } catch (RuntimeException e) {
      LOG.warn("looking for reservations that are over failed; tried again: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("looking for reservations that are over did not stop within {}", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
