package org.hilfarm.agent.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports from the outbox to the orchestrator, attachments first, until each is accepted or
 * refused for good. It has one thread of its own; closing it leaves what is undelivered on the
 * disk.
 */
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration LOOK = Duration.ofSeconds(60);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final RackLink link;
  private final Backoff backoff;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Starts at once. */
  public Courier(Outbox outbox, RackLink link, Backoff backoff, String rack) {
    this.outbox = outbox;
    this.link = link;
    this.backoff = backoff;
    thread = Thread.ofPlatform().name("outbox-" + rack).start(this::run);
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        if (outbox.await(Deadline.after(LOOK))) {
          round();
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.error("The outbox cannot be read; trying again.", e);
        rest();
      }
    }
  }

  /** Tries each entry once, so that one that always fails does not hold up the others. */
  private void round() throws IOException, InterruptedException {
    boolean trouble = false;
    for (Entry entry : outbox.waiting()) {
      if (closing.getCount() == 0) {
        return;
      }
      try {
        deliver(entry);
        backoff.reset();
      } catch (UnreachableException e) {
        LOG.warn("The report of lease {} is kept: {}", entry.name(), e.getMessage());
        trouble = true;
      } catch (TornException e) {
        outbox.torn(entry, e);
      }
    }
    if (trouble) {
      rest();
    }
  }

  private void deliver(Entry entry) throws IOException, InterruptedException {
    switch (send(entry)) {
      case Answer.Ok ok -> {
        LOG.info("The report of lease {} was accepted.", entry.name());
        outbox.done(entry);
      }
      case Answer.Refusal refusal -> refused(entry, refusal);
    }
  }

  private Answer send(Entry entry) throws IOException, InterruptedException {
    Delivery delivery = entry.delivery();
    for (Sha256 digest : entry.attachments()) {
      if (link.attach(digest, entry.attachment(digest)) instanceof Answer.Refusal refusal) {
        return refusal;
      }
    }
    return link.report(delivery);
  }

  private void refused(Entry entry, Answer.Refusal refusal)
      throws IOException, UnreachableException {
    switch (refusal.status()) {
      case 400, 409, 413 -> {
        // The lease ran out and the work was given to somebody else, or the report is unfit: no
        // later attempt can end differently.
        LOG.warn("The report of lease {} is dropped: {}.", entry.name(), refusal.text());
        outbox.done(entry);
      }
      default -> throw new UnreachableException(refusal.text());
    }
  }

  private void rest() {
    try {
      boolean closed = closing.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
      LOG.debug("Rested{}.", closed ? ", closing" : "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
