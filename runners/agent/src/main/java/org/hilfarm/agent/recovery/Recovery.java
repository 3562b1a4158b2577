package org.hilfarm.agent.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.image.HeldImage;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.lease.LeaseKeeper;
import org.hilfarm.agent.lease.Returning;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.drivers.recover.Climb;
import org.hilfarm.drivers.recover.KnownGood;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.wire.rackapi.RecoveryOrder;
import org.hilfarm.wire.rackapi.RecoveryRenewal;
import org.hilfarm.wire.rackapi.RecoveryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recovery from order to report; runs on a thread of its slot's. {@link #stop} may be called
 * from any other. What it cannot report is lost with its lease, and the board is ordered up the
 * ladder again: a recovery is worth nothing but its end.
 */
final class Recovery implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int RENEWALS_A_LEASE = 4;

  private final Place place;
  private final Slot slot;
  private final RecoveryOrder order;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<HeldImage> held = Optional.empty();
  private volatile List<RungStep> steps = List.of();

  /** What every recovery on a rack shares. */
  record Place(RackLink link, ImageCache images, BoardRecoverer recoverer) {}

  Recovery(Place place, Slot slot, RecoveryOrder order) {
    this.place = place;
    this.slot = slot;
    this.order = order;
  }

  /** The agent goes: stop between two rungs. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    LOG.info("Board {} is to be recovered: {}", order.board(), order.cause());
    try {
      if (cutShort()) {
        Returning.once(place.link()::giveBackRecovery, order.token(), "the agent closes");
      }
    } catch (InterruptedException e) {
      LOG.info("The recovery of board {} was interrupted.", order.board());
    } finally {
      held.ifPresent(HeldImage::close);
    }
  }

  /** Climbs under its lease; whether the agent closed before the ladder's end. */
  private boolean cutShort() throws InterruptedException {
    Duration every = Duration.ofMillis(Math.max(50, order.leaseMillis() / RENEWALS_A_LEASE));
    try (LeaseKeeper keeper =
        new LeaseKeeper(
            (now, patience) ->
                place.link().renew(new RecoveryRenewal(order.token(), steps), patience),
            order.token(),
            every,
            Progress.waiting(0))) {
      Climb climb = climb(keeper);
      if (stopped.getCount() == 0) {
        return !keeper.lost();
      }
      report(climb, keeper);
      return false;
    }
  }

  private Climb climb(LeaseKeeper keeper) throws InterruptedException {
    try {
      return place
          .recoverer()
          .recover(
              new BoardRecoverer.Patient(slot, order.boardType(), order.baseline().map(this::good)),
              taken -> taken(taken, keeper),
              () -> stopped.getCount() == 0 || keeper.unwanted());
    } catch (RuntimeException e) {
      LOG.error("The recovery of board {} failed with a bug.", order.board(), e);
      return new Climb(
          false, "the agent failed on slot %s with a bug: %s".formatted(slot.id(), e), steps);
    }
  }

  /** A rung that was taken is told at once. */
  private void taken(List<RungStep> soFar, LeaseKeeper keeper) {
    steps = soFar;
    RungStep last = soFar.getLast();
    LOG.info(
        "Board {}: {} {} after {} ms: {}",
        order.board(),
        last.rung().words(),
        last.result(),
        last.millis(),
        last.seen());
    keeper.progress(
        new Progress(Progress.Stage.TESTING, 0, soFar.size(), soFar.size(), last.rung().words()));
  }

  private KnownGood good(Image image) {
    return new KnownGood(image, () -> fetched(image));
  }

  private Path fetched(Image image) throws IOException, InterruptedException {
    if (held.isEmpty()) {
      try {
        held = Optional.of(place.images().hold(image));
      } catch (RefusedException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return held.get().file();
  }

  /** Tries as long as the lease is kept. */
  private void report(Climb climb, LeaseKeeper keeper) throws InterruptedException {
    RecoveryReport report =
        new RecoveryReport(order.token(), climb.steps(), climb.recovered(), climb.conclusion());
    Backoff backoff = Backoff.standard();
    while (!keeper.lost() && stopped.getCount() > 0) {
      try {
        place.link().ended(report);
        LOG.info("Board {}: {}", order.board(), climb.conclusion());
        return;
      } catch (UnreachableException e) {
        LOG.warn("The end of the recovery of {} is kept: {}", order.board(), e.getMessage());
        boolean closed = stopped.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
        LOG.debug("Rested{}.", closed ? ", closing" : "");
      } catch (RefusedException e) {
        LOG.warn("The end of the recovery of {} is dropped: {}", order.board(), e.getMessage());
        return;
      }
    }
  }
}
