package org.hilfarm.agent.seat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.board.BoardPool;
import org.hilfarm.agent.console.Consoles;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.lease.Returning;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.drivers.live.LiveBoard;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.SeatNews;
import org.hilfarm.wire.rackapi.SeatOrder;
import org.hilfarm.wire.rackapi.SeatRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Asks the orchestrator which boards of the rack are reserved for persons and which are watched,
 * and sees to each that is reserved on a thread of its own. Any thread may close it.
 */
public final class Reception implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  /** A board that was at work when it was asked may be free, and somebody's, a moment later. */
  private static final Duration POLL_AT_WORK = Duration.ofSeconds(1);

  /** An orchestrator from before reservations is asked again at times: it may be updated. */
  private static final Duration UNKNOWN_THERE = Duration.ofSeconds(60);

  private static final Duration STOPPING = Duration.ofSeconds(10);
  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  private final Rack rack;
  private final Sitting.Place place;
  private final Site site;
  private final BoardPool boards;
  private final Consoles consoles;
  private final Backoff backoff = Backoff.standard();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<Thread, Sitting> work = new ConcurrentHashMap<>();
  private final Thread thread;

  /**
   * Where the boards are.
   *
   * @param root the rack's: {@code /}, or the folder of a virtual rack
   * @param tools the outside programs
   * @param clock rack time
   */
  public record Site(Path root, Tools tools, InstantSource clock) {}

  /** Starts at once. */
  public Reception(
      Rack rack, RackLink link, ImageCache images, BoardPool boards, Consoles consoles, Site site) {
    this.rack = rack;
    this.place = new Sitting.Place(link, images);
    this.site = site;
    this.boards = boards;
    this.consoles = consoles;
    this.thread = Thread.ofVirtual().name("reservations-" + rack.id()).start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        ask();
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody asks any more for reservations.");
    }
  }

  private void ask() throws InterruptedException {
    try {
      List<BoardSerial> busy = boards.busy();
      Duration wait = busy.isEmpty() ? LONG_POLL : POLL_AT_WORK;
      Optional<SeatNews> news =
          place.link().seats(new SeatRequest(rack.id(), busy, consoles.watched(), wait.toMillis()));
      news.ifPresent(n -> consoles.watched(n.watched()));
      Optional<SeatOrder> order = news.flatMap(SeatNews::order);
      if (order.isEmpty() || began(order.get())) {
        backoff.reset();
      }
    } catch (UnreachableException e) {
      LOG.debug("{}", e.getMessage());
      rest(backoff.next());
    } catch (RefusedException e) {
      boolean older = e.status() == 404;
      LOG.atLevel(older ? Level.DEBUG : Level.WARN)
          .log("Asking for reservations failed: {}", e.getMessage());
      rest(older ? UNKNOWN_THERE : backoff.next());
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    boolean closed = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    LOG.debug("Rested{}.", closed ? ", closing" : "");
  }

  private boolean began(SeatOrder order) throws InterruptedException {
    Optional<Slot> slot = rack.holding(order.board());
    if (slot.isEmpty() || closing.getCount() == 0 || !boards.beginRecovery(order.board())) {
      LOG.warn("The reservation of board {} is left alone: it is not free.", order.board());
      Returning.once(
          place.link()::giveBackSeat, order.token(), "board " + order.board() + " is not free");
      rest(backoff.next());
      return false;
    }
    Bench bench = new Bench(site.root(), slot.get(), order.boardType(), site.tools(), site.clock());
    Sitting sitting =
        new Sitting(place, order, () -> new LiveBoard(bench, consoles.of(slot.get().serial())));
    Thread worker =
        Thread.ofPlatform().name("seat-" + slot.get().id()).unstarted(() -> work(sitting, order));
    work.put(worker, sitting);
    worker.start();
    return true;
  }

  private void work(Sitting sitting, SeatOrder order) {
    try {
      sitting.run();
    } finally {
      boards.endRecovery(order.board());
      work.remove(Thread.currentThread());
    }
  }

  /** Lets go of the boards, bounded. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    work.forEach((worker, sitting) -> sitting.stop(worker));
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
