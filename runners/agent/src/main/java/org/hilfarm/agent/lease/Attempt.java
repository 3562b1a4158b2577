package org.hilfarm.agent.lease;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hilfarm.agent.image.ComingImage;
import org.hilfarm.agent.image.ElfOnDemand;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Backoff;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.agent.outbox.Outbox;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leased piece of work from offer to outbox; runs on the slot's thread. {@link #stop} may be
 * called from any other.
 */
public final class Attempt implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** A lease is renewed at least three times in its length, whatever the orchestrator says. */
  private static final int RENEWALS_A_LEASE = 3;

  private static final Duration SHORTEST_RENEWAL = Duration.ofMillis(50);

  private final Place place;
  private final Slot slot;
  private final WorkOffer offer;
  private final Duration renewEvery;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable LeaseKeeper> kept = new AtomicReference<>();

  /**
   * What every attempt on a rack shares.
   *
   * @param link to the orchestrator
   * @param images the rack's images
   * @param outbox where reports go
   * @param runner what does the work
   * @param clock rack time
   */
  public record Place(
      RackLink link, ImageCache images, Outbox outbox, JobRunner runner, InstantSource clock) {}

  public Attempt(Place place, Slot slot, WorkOffer offer, Duration renewEvery) {
    this.place = place;
    this.slot = slot;
    this.offer = offer;
    this.renewEvery = bounded(renewEvery, Duration.ofMillis(offer.leaseMillis()));
  }

  private static Duration bounded(Duration wanted, Duration lease) {
    Duration latest = lease.dividedBy(RENEWALS_A_LEASE);
    Duration every = wanted.compareTo(latest) < 0 ? wanted : latest;
    return every.compareTo(SHORTEST_RENEWAL) < 0 ? SHORTEST_RENEWAL : every;
  }

  /** The agent goes: stop at the next safe point; work that was cut short is not reported. */
  public void stop() {
    stopped.countDown();
  }

  /** How long ago it should have stopped, because nobody wants it or its lease is lost. */
  public Duration unwantedFor() {
    LeaseKeeper keeper = kept.get();
    return keeper == null ? Duration.ZERO : keeper.unwantedFor();
  }

  /** Which lease, on which slot; for messages. */
  @Override
  public String toString() {
    return "the work of lease %s on slot %s".formatted(offer.lease().token(), slot.id());
  }

  /** Where it is done. */
  public Slot slot() {
    return slot;
  }

  @Override
  public void run() {
    LeaseToken token = offer.lease().token();
    try {
      if (cutShort(token)) {
        Returning.once(place.link()::giveBackJob, token, "the agent closes");
      }
    } catch (InterruptedException e) {
      LOG.info("The work of lease {} was interrupted; another will do it.", token);
    }
  }

  /** Does the work under its lease; whether the agent closed before anything came of it. */
  private boolean cutShort(LeaseToken token) throws InterruptedException {
    Instant started = place.clock().instant();
    try (LeaseKeeper keeper =
        new LeaseKeeper(
            place.link(), token, renewEvery, Progress.waiting(offer.scripts().size()))) {
      kept.set(keeper);
      JobRunner.Done done = work(keeper, started);
      if (keeper.lost()) {
        LOG.warn("Lease {} was lost meanwhile; what came of it is not reported.", token);
      } else if (stopped()) {
        return true;
      } else {
        // The lease is kept until the report is safe, so that nobody else begins meanwhile.
        handOver(keeper, new Delivery(token, done.report()), done.attachments());
      }
      return false;
    }
  }

  /** Through the outbox; where its disk takes nothing, straight away, for as long as we may. */
  private void handOver(LeaseKeeper keeper, Delivery delivery, Map<Sha256, byte[]> attachments)
      throws InterruptedException {
    try {
      place.outbox().put(delivery, attachments);
      return;
    } catch (IOException e) {
      LOG.error(
          "The outbox cannot keep the report of lease {}, which is delivered without it: {}",
          delivery.token(),
          e.toString());
    }
    Backoff backoff = Backoff.standard();
    boolean open = true;
    while (open && !keeper.lost()) {
      try {
        Answer answer = place.link().deliver(delivery, attachments);
        LOG.info("The report of lease {}: {}.", delivery.token(), answer.brief());
        return;
      } catch (UnreachableException e) {
        LOG.warn("The report of lease {} is in memory only: {}", delivery.token(), e.getMessage());
      }
      open = !stopped.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
    }
    LOG.error("The report of lease {} is lost; the work will be done again.", delivery.token());
  }

  private boolean stopped() {
    return stopped.getCount() == 0;
  }

  private JobRunner.Done work(LeaseKeeper keeper, Instant started) throws InterruptedException {
    try (ComingImage image = ComingImage.of(place.images(), offer.image());
        ElfOnDemand elf = new ElfOnDemand(place.images(), offer.image())) {
      return place
          .runner()
          .run(
              new JobRunner.Work(slot, offer, image, elf.arrival()),
              keeper::progress,
              () -> stopped() || keeper.unwanted());
    } catch (RuntimeException e) {
      LOG.error("The work of lease {} failed with a bug.", offer.lease().token(), e);
      return notDone("the agent failed on slot " + slot.id() + " with a bug: " + e, started);
    }
  }

  private JobRunner.Done notDone(String why, Instant started) {
    Fault fault = new Fault(FaultKind.FARM_BUG, why);
    return NotDone.report(offer, slot.emulated(), fault, started, place.clock().instant());
  }
}
