package org.hilfarm.agent.lease;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hilfarm.agent.image.ComingImage;
import org.hilfarm.agent.image.ElfOnDemand;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.outbox.Outbox;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.WorkOffer;
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
  private final AtomicBoolean stopped = new AtomicBoolean();

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
    stopped.set(true);
  }

  @Override
  public void run() {
    LeaseToken token = offer.lease().token();
    Instant started = place.clock().instant();
    try (LeaseKeeper keeper =
        new LeaseKeeper(
            place.link(), token, renewEvery, Progress.waiting(offer.scripts().size()))) {
      JobRunner.Done done = work(keeper, started);
      if (keeper.lost()) {
        LOG.warn("Lease {} was lost meanwhile; what came of it is not reported.", token);
      } else if (stopped.get()) {
        LOG.info("The agent closes; the work of lease {} will be done by another.", token);
      } else {
        // The lease is kept until the report is safe, so that nobody else begins meanwhile.
        place.outbox().put(new Delivery(token, done.report()), done.attachments());
      }
    } catch (InterruptedException e) {
      LOG.info("The work of lease {} was interrupted; another will do it.", token);
    } catch (IOException e) {
      LOG.error("The report of lease {} cannot be kept; the work will be done again.", token, e);
    }
  }

  private JobRunner.Done work(LeaseKeeper keeper, Instant started) throws InterruptedException {
    try (ComingImage image = ComingImage.of(place.images(), offer.image());
        ElfOnDemand elf = new ElfOnDemand(place.images(), offer.image())) {
      return place
          .runner()
          .run(
              new JobRunner.Work(slot, offer, image, elf.arrival()),
              keeper::progress,
              () -> stopped.get() || keeper.unwanted());
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
