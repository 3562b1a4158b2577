package org.hilfarm.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.board.BoardPool;
import org.hilfarm.agent.lease.Attempt;
import org.hilfarm.agent.lease.Returning;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a rack's work is asked for and done. A board is in at most one question at a time; a board
 * that becomes free while others wait gets a question of its own at once, so no offer is ever cut
 * off to ask again. Any thread may use it.
 */
final class Bench {
  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
  private static final Duration LONG_POLL = Duration.ofSeconds(20);
  private static final Duration FIRST_RENEWAL = Duration.ofSeconds(5);

  /** Inner budget of closing: what is at work may take this long to stop by itself. */
  private static final Duration STOPPING = Duration.ofSeconds(10);

  /** The longest that work may go on after it is to stop: a flash is never cut off. */
  private static final Duration STUCK = Duration.ofMinutes(5);

  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  private final Rack rack;
  private final Attempt.Place place;
  private final BoardPool boards;
  private final Duration stuck;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Thread> questions = ConcurrentHashMap.newKeySet();
  private final Map<Thread, Attempt> work = new ConcurrentHashMap<>();
  private volatile boolean known;
  private volatile Duration renewEvery = FIRST_RENEWAL;
  private volatile Duration heartbeat = FIRST_RENEWAL;

  Bench(Rack rack, Attempt.Place place, BoardPool boards) {
    this(rack, place, boards, STUCK);
  }

  /** With another limit for work that does not stop. */
  Bench(Rack rack, Attempt.Place place, BoardPool boards, Duration stuck) {
    this.rack = rack;
    this.place = place;
    this.boards = boards;
    this.stuck = stuck;
  }

  /** Fences the slots whose work does not stop although it should; the others never notice. */
  void watch() {
    work.forEach(
        (thread, attempt) -> {
          if (attempt.unwantedFor().compareTo(stuck) > 0) {
            Fences.stuck(boards, attempt.slot(), thread, attempt + " should have stopped");
          }
        });
  }

  /** Whether the orchestrator has heard of the rack and nothing says that it forgot. */
  boolean known() {
    return known;
  }

  void welcome(Hello.Welcome welcome) {
    renewEvery = Duration.ofMillis(Math.clamp(welcome.renewMillis(), 50, 60_000));
    heartbeat = Duration.ofMillis(Math.clamp(welcome.leaseMillis() / 3, 100, 20_000));
    known = true;
  }

  /** How often to say hello, so that the orchestrator sees the rack alive within a lease. */
  Duration heartbeat() {
    return heartbeat;
  }

  void forget() {
    known = false;
  }

  /** Asks for work for these boards and waits for it, on a thread of its own. */
  void ask(List<BoardSerial> free) {
    if (free.isEmpty()) {
      return;
    }
    Thread question =
        Thread.ofVirtual()
            .name("ask-" + rack.id() + "-" + free.getFirst())
            .unstarted(() -> wait(free));
    questions.add(question);
    question.start();
  }

  private void wait(List<BoardSerial> free) {
    List<BoardSerial> left = new ArrayList<>(free);
    try {
      Optional<WorkOffer> offer =
          place.link().work(new WorkRequest(rack.id(), free, LONG_POLL.toMillis()));
      if (offer.isPresent()) {
        begin(offer.get(), left);
      }
    } catch (UnreachableException | RefusedException e) {
      LOG.warn("Asking for work failed: {}", e.getMessage());
      // The orchestrator may be a new one that has never heard of the rack.
      forget();
      rest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      boards.free(left);
      questions.remove(Thread.currentThread());
    }
  }

  private void rest() {
    try {
      boolean closed = closing.await(Backoff.standard().next().toNanos(), TimeUnit.NANOSECONDS);
      LOG.debug("Rested{}.", closed ? ", closing" : "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(WorkOffer offer, List<BoardSerial> left) throws InterruptedException {
    BoardSerial board = offer.lease().board();
    Optional<Slot> slot = rack.holding(board);
    boolean asked = slot.isPresent() && left.contains(board) && closing.getCount() > 0;
    if (!asked || !boards.begin(board)) {
      LOG.warn(
          "The offer of job {} for board {} is left alone: not asked for, or being recovered.",
          offer.lease().job(),
          board);
      Returning.once(
          place.link()::giveBackJob, offer.lease().token(), "board " + board + " is not free");
      rest(); // what made it so may last: the very same offer would come at once
      return;
    }
    left.remove(board);
    var attempt = new Attempt(place, slot.orElseThrow(), offer, renewEvery);
    Thread worker =
        Thread.ofPlatform()
            .name("slot-" + slot.orElseThrow().id())
            .unstarted(() -> work(attempt, board));
    work.put(worker, attempt);
    worker.start();
  }

  private void work(Attempt attempt, BoardSerial board) {
    try {
      attempt.run();
    } finally {
      Fences.survivors(boards, attempt.slot());
      boards.free(List.of(board));
      work.remove(Thread.currentThread());
    }
  }

  /** Ends every question and lets work stop, bounded. */
  void close() throws InterruptedException {
    closing.countDown();
    questions.forEach(Thread::interrupt);
    work.values().forEach(Attempt::stop);
    join(questions, Deadline.after(INTERRUPTED));
    join(work.keySet(), Deadline.after(STOPPING));
    work.keySet().forEach(Thread::interrupt);
    join(work.keySet(), Deadline.after(INTERRUPTED));
    work.keySet()
        .forEach(
            t -> LOG.error("The work of {} did not stop; its board may be busy.", t.getName()));
  }

  private static void join(Set<Thread> threads, Deadline deadline) throws InterruptedException {
    for (Thread each : List.copyOf(threads)) {
      if (!each.join(deadline.left())) {
        LOG.debug("{} still runs.", each.getName());
      }
    }
  }
}
