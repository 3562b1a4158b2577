package org.hilfarm.agent.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.board.BoardPool;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.lease.Returning;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.RecoveryOrder;
import org.hilfarm.wire.rackapi.RecoveryRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the orchestrator which boards of the rack are to be recovered, and sees to each on a thread
 * of its own, so that none waits for another. Any thread may close it.
 */
public final class Infirmary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Infirmary.class);
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  /** An orchestrator from before recoveries is asked again at times: it may be updated. */
  private static final Duration UNKNOWN_THERE = Duration.ofSeconds(60);

  private static final Duration STOPPING = Duration.ofSeconds(10);
  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  private final Rack rack;
  private final Recovery.Place place;
  private final BoardPool boards;
  private final Backoff backoff = Backoff.standard();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<Thread, Recovery> work = new ConcurrentHashMap<>();
  private final Thread thread;

  /** Starts at once. */
  public Infirmary(
      Rack rack, RackLink link, ImageCache images, BoardPool boards, BoardRecoverer recoverer) {
    this.rack = rack;
    this.place = new Recovery.Place(link, images, recoverer);
    this.boards = boards;
    this.thread = Thread.ofVirtual().name("recoveries-" + rack.id()).start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        ask();
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody asks any more for boards to recover.");
    }
  }

  private void ask() throws InterruptedException {
    try {
      Optional<RecoveryOrder> order =
          place
              .link()
              .recovery(new RecoveryRequest(rack.id(), boards.busy(), LONG_POLL.toMillis()));
      if (order.isEmpty() || began(order.get())) {
        backoff.reset();
      }
    } catch (UnreachableException e) {
      LOG.debug("{}", e.getMessage());
      rest(backoff.next());
    } catch (RefusedException e) {
      LOG.warn("Asking for boards to recover failed: {}", e.getMessage());
      rest(e.status() == 404 ? UNKNOWN_THERE : backoff.next());
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    boolean closed = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    LOG.debug("Rested{}.", closed ? ", closing" : "");
  }

  private boolean began(RecoveryOrder order) throws InterruptedException {
    Optional<Slot> slot = rack.holding(order.board());
    if (slot.isEmpty() || closing.getCount() == 0 || !boards.beginRecovery(order.board())) {
      LOG.warn("The recovery of board {} is left alone: it is not free.", order.board());
      Returning.once(
          place.link()::giveBackRecovery, order.token(), "board " + order.board() + " is not free");
      rest(backoff.next()); // what made it so may last: the very same order would come at once
      return false;
    }
    Recovery recovery = new Recovery(place, slot.get(), order);
    Thread worker =
        Thread.ofPlatform()
            .name("recover-" + slot.get().id())
            .unstarted(() -> work(recovery, order));
    work.put(worker, recovery);
    worker.start();
    return true;
  }

  private void work(Recovery recovery, RecoveryOrder order) {
    try {
      recovery.run();
    } finally {
      boards.endRecovery(order.board());
      work.remove(Thread.currentThread());
    }
  }

  /** Lets recoveries stop between two rungs, bounded. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    work.values().forEach(Recovery::stop);
    try {
      thread.join(INTERRUPTED);
      join(Deadline.after(STOPPING));
      work.keySet().forEach(Thread::interrupt);
      join(Deadline.after(INTERRUPTED));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    work.keySet().forEach(t -> LOG.error("{} did not stop; its board may be busy.", t.getName()));
  }

  private void join(Deadline deadline) throws InterruptedException {
    for (Thread each : List.copyOf(work.keySet())) {
      if (!each.join(deadline.left())) {
        LOG.debug("{} still runs.", each.getName());
      }
    }
  }
}
