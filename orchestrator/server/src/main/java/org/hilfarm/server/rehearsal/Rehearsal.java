package org.hilfarm.server.rehearsal;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.BadSubmissionException;
import org.hilfarm.server.intake.Intaken;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.queue.WorkQueue;
import org.hilfarm.wire.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a submission some times when the farm starts, from its bytes to the offer a rack would get,
 * each in a transaction that is taken back: Java runs code slowly until it has compiled it (a
 * digest of 1 MB takes 30 to 100 ms at first and 1 ms later, a whole submission ten times as long),
 * and the first submitter should not wait for that. Then it has the database wear in, too. Its
 * thread ends by itself; closing ends it sooner.
 */
public final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int TIMES = 30;
  private static final RunId RUN = new RunId("r0");
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Database database;
  private final WorkQueue queue;
  private final Patience patience;
  private final AtomicInteger offers = new AtomicInteger();
  private final Thread thread;

  private Rehearsal(Database database, WorkQueue queue, Patience patience, Optional<Stage> stage) {
    this.database = database;
    this.queue = queue;
    this.patience = patience;
    this.thread = Thread.ofPlatform().name("hil-rehearsal").daemon().start(() -> play(stage));
  }

  /** Starts it on a thread of its own. */
  public static Rehearsal start(
      Database database, WorkQueue queue, Patience patience, TrustedData trusted) {
    return new Rehearsal(database, queue, patience, Stage.like(trusted));
  }

  private void play(Optional<Stage> stage) {
    try {
      if (stage.isPresent()) {
        play(stage.get());
      }
      database.wearIn();
    } catch (BadSubmissionException e) {
      LOG.warn("An image of the farm's own making is refused: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("The farm starts unrehearsed: {}", e.getMessage());
    }
  }

  private void play(Stage stage) throws BadSubmissionException {
    Submissions submissions = new Submissions(database, stage.trusted(), patience);
    byte[] file = stage.image();
    for (int i = 0; i < TIMES && !Thread.currentThread().isInterrupted(); i++) {
      Arrival arrival = submissions.arrival(Set.of());
      arrival.file(stage.imageName(), new ByteArrayInputStream(file));
      Intaken intaken = arrival.finish();
      database.rehearse(tx -> play(stage, submissions, intaken, tx));
    }
  }

  private void play(Stage stage, Submissions submissions, Intaken intaken, Tx tx) {
    RackId rack = stage.board().rack();
    tx.racks().present(rack, "rehearsal", "", List.of(stage.board()));
    submissions.planAndStore(tx, RUN, intaken, stage.wish());
    LeaseRows.Asking asking =
        new LeaseRows.Asking(
            rack, List.of(stage.board().serial()), patience.lease(), patience.silence(), 0);
    if (tx.leases().grant(asking) instanceof LeaseRows.Answer.Granted granted) {
      String offer = Json.write(queue.offer(tx, granted.lease()));
      Image image = intaken.images().getFirst();
      offers.incrementAndGet();
      LOG.trace("{} {}", offer.length(), tx.artifacts().get(image.digest()).isPresent());
    }
  }

  /** How many offers came of it, once it is over or the time is. */
  int offers(Duration within) throws InterruptedException {
    boolean over = thread.join(within);
    LOG.debug("Rehearsed{}.", over ? " to the end" : "");
    return offers.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("{} still runs.", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
