package org.hilfarm.agent.seat;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
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
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.live.LiveBoard;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.SeatOrder;
import org.hilfarm.wire.rackapi.SeatRenewal;
import org.hilfarm.wire.rackapi.SeatReport;
import org.hilfarm.wire.rackapi.SeatWish;
import org.hilfarm.wire.rackapi.SeatWishes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reservation from order to report; runs on a thread of its slot's. {@link #stop} may be called
 * from any other. It ends by its own clock too, should no orchestrator be left to say so.
 */
final class Sitting implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Sitting.class);
  private static final int RENEWALS_A_LEASE = 4;
  private static final Duration LONG_POLL = Duration.ofSeconds(10);
  private static final Duration WISH_WITHIN = Duration.ofMinutes(8);
  private static final Duration PUT_BACK_WITHIN = Duration.ofMinutes(5);

  private final Place place;
  private final SeatOrder order;
  private final Opener opener;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Deadline end;

  private final Object polls = new Object();

  /** Waits for wishes, and nothing else: the only thing that is cut off when the agent goes. */
  private boolean polling;

  /** A person may have done something to it. */
  private boolean used;

  private long last;

  /** What came of a wish, until the orchestrator knows. */
  private Optional<SeatWishes.Done> untold = Optional.empty();

  /** What every reservation on a rack shares. */
  record Place(RackLink link, ImageCache images) {}

  /** Takes hold of the board. */
  @FunctionalInterface
  interface Opener {
    LiveBoard open();
  }

  Sitting(Place place, SeatOrder order, Opener opener) {
    this.place = place;
    this.order = order;
    this.opener = opener;
    this.end = Deadline.after(Duration.ofMillis(Math.max(0, order.longestMillis())));
    this.used = order.longestMillis() <= 0; // somebody had it before, and its agent was lost
  }

  /** The agent goes: let go of the board. */
  void stop(Thread worker) {
    stopped.countDown();
    synchronized (polls) {
      if (polling) {
        worker.interrupt();
      }
    }
  }

  @Override
  public void run() {
    LOG.info("Board {} is reserved by {}.", order.board(), order.person());
    Duration every = Duration.ofMillis(Math.max(50, order.leaseMillis() / RENEWALS_A_LEASE));
    // The lease is kept first and longest: whoever opens or closes a port may have to wait.
    try (LeaseKeeper keeper =
            new LeaseKeeper(
                (now, patience) -> place.link().renew(new SeatRenewal(order.token()), patience),
                order.token(),
                every,
                Progress.waiting(0));
        LiveBoard board = opener.open()) {
      serve(board, keeper);
      if (stopped.getCount() == 0) {
        Returning.once(place.link()::giveBackSeat, order.token(), "the agent closes");
      } else if (!keeper.lost()) {
        putBack(board, keeper);
      }
    } catch (InterruptedException e) {
      LOG.info("The reservation of board {} was interrupted.", order.board());
    }
  }

  private void serve(LiveBoard board, LeaseKeeper keeper) throws InterruptedException {
    Backoff backoff = Backoff.standard();
    while (!end.passed() && !keeper.unwanted() && stopped.getCount() > 0) {
      try {
        tell();
        SeatWishes next = next();
        if (next.over()) {
          return;
        }
        for (SeatWish wish : next.wishes()) {
          if (keeper.unwanted() || stopped.getCount() == 0) {
            return;
          }
          last = wish.number();
          fulfil(board, wish);
        }
        backoff.reset();
      } catch (UnreachableException e) {
        LOG.debug("{}", e.getMessage());
        boolean closed = stopped.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
        LOG.trace("Rested{}.", closed ? ", closing" : "");
      } catch (RefusedException e) {
        LOG.info("The reservation of board {} is over: {}", order.board(), e.getMessage());
        return;
      }
    }
  }

  private SeatWishes next() throws UnreachableException, RefusedException, InterruptedException {
    synchronized (polls) {
      polling = stopped.getCount() > 0;
    }
    try {
      return place.link().wishes(new SeatWishes.Request(order.token(), last, waitMillis()));
    } catch (InterruptedException e) {
      if (stopped.getCount() > 0) {
        throw e;
      }
      return new SeatWishes(List.of(), true);
    } finally {
      synchronized (polls) {
        polling = false;
      }
      if (stopped.getCount() == 0) {
        boolean late = Thread.interrupted(); // it was for the poll alone
        LOG.debug("The poll of {} was cut off{}.", order.board(), late ? " late" : "");
      }
    }
  }

  private long waitMillis() {
    return Math.min(LONG_POLL.toMillis(), end.leftMillis());
  }

  private void fulfil(LiveBoard board, SeatWish wish)
      throws UnreachableException, RefusedException, InterruptedException {
    used = true;
    Deadline deadline = Deadline.after(WISH_WITHIN);
    LiveBoard.Outcome outcome =
        switch (wish.what()) {
          case KEYS -> board.type(Base64.getDecoder().decode(wish.keys().orElse("")), deadline);
          case POWER -> board.cyclePower(deadline);
          case FLASH ->
              wish.image().isPresent()
                  ? flash(board, wish.image().get(), deadline)
                  : new LiveBoard.Outcome(false, "no image was named");
        };
    if (!outcome.well()) {
      LOG.info("Board {}, {}: {}", order.board(), wish.what(), outcome.said());
    }
    if (wish.what() != SeatWish.What.KEYS) {
      untold =
          Optional.of(
              new SeatWishes.Done(order.token(), wish.number(), outcome.well(), outcome.said()));
      tell();
    }
  }

  /** What came of a wish is said until it is heard: a person waits for it. */
  private void tell() throws UnreachableException, InterruptedException {
    if (untold.isPresent()) {
      try {
        place.link().done(untold.get());
      } catch (RefusedException e) {
        LOG.info("What came of a wish for board {} is dropped: {}", order.board(), e.getMessage());
      }
      untold = Optional.empty();
    }
  }

  private LiveBoard.Outcome flash(LiveBoard board, Image image, Deadline deadline)
      throws InterruptedException {
    try (HeldImage held = place.images().hold(image)) {
      return board.flash(image, ImageArrival.of(held.file()), deadline);
    } catch (IOException | RefusedException e) {
      return new LiveBoard.Outcome(
          false, "the image %s could not be had: %s".formatted(image.fileName(), e.getMessage()));
    }
  }

  private void putBack(LiveBoard board, LeaseKeeper keeper) throws InterruptedException {
    LiveBoard.Outcome outcome = board.putBack(used, Deadline.after(PUT_BACK_WITHIN));
    SeatReport report = new SeatReport(order.token(), outcome.well(), outcome.said());
    LOG.info("Board {} is put back: {}", order.board(), outcome.said());
    Backoff backoff = Backoff.standard();
    while (!keeper.lost() && stopped.getCount() > 0) {
      try {
        tell();
        place.link().ended(report);
        return;
      } catch (UnreachableException e) {
        LOG.warn("That board {} is put back is kept: {}", order.board(), e.getMessage());
        boolean closed = stopped.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
        LOG.debug("Rested{}.", closed ? ", closing" : "");
      } catch (RefusedException e) {
        LOG.warn("That board {} is put back is dropped: {}", order.board(), e.getMessage());
        return;
      }
    }
  }
}
