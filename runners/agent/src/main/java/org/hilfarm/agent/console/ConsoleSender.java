package org.hilfarm.agent.console;

import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.ConsoleBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what watched boards say, a little at a time: a board that floods its console costs at most
 * 320 KiB a second, and a slow network costs bytes, never a job. Any thread may close it.
 */
public final class ConsoleSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleSender.class);

  /** What is said in quicker succession travels together. */
  private static final Duration GAP = Duration.ofMillis(100);

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final RackId rack;
  private final RackLink link;
  private final Consoles consoles;
  private final Backoff backoff = Backoff.standard();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Starts at once. */
  public ConsoleSender(RackId rack, RackLink link, Consoles consoles) {
    this.rack = rack;
    this.link = link;
    this.consoles = consoles;
    this.thread = Thread.ofVirtual().name("consoles-" + rack).start(this::run);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        for (BoardSerial board : consoles.awaitNews(Deadline.after(LOOK))) {
          send(board);
        }
        rest(GAP);
      }
    } catch (InterruptedException e) {
      LOG.debug("Nothing is sent of consoles any more.");
    }
  }

  private void send(BoardSerial board) throws InterruptedException {
    SaidBytes said = consoles.said(board);
    SaidBytes.Part part = said.take();
    try {
      link.said(
          new ConsoleBytes(
              rack, board, part.dropped(), Base64.getEncoder().encodeToString(part.bytes())));
      backoff.reset();
    } catch (UnreachableException | RefusedException e) {
      LOG.debug("What board {} said is lost: {}", board, e.getMessage());
      said.lost(part);
      rest(backoff.next());
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    boolean closed = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    LOG.trace("Rested{}.", closed ? ", closing" : "");
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("{} does not end.", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
