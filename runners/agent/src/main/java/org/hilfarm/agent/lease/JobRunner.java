package org.hilfarm.agent.lease;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.wire.rackapi.WorkOffer;

/** Does the work of one offer on one board; called on a thread named after the slot. */
@FunctionalInterface
public interface JobRunner {
  /** Flashes, tests and reports; it stops at the next safe point once it is no longer wanted. */
  Done run(Work work, Consumer<Progress> progress, BooleanSupplier unwanted)
      throws InterruptedException;

  /**
   * What is to be done.
   *
   * @param slot where the board is
   * @param offer what the orchestrator wants
   * @param image the image's bytes, checked against their digest; they may still be on their way
   * @param elf what tells its code by addresses, fetched when it is asked for; empty: none came
   */
  record Work(Slot slot, WorkOffer offer, ImageArrival image, Optional<ImageArrival> elf) {}

  /**
   * What came of it.
   *
   * @param report what happened
   * @param attachments the bytes of the report's attachments
   */
  record Done(BoardReport report, Map<Sha256, byte[]> attachments) {
    public Done {
      attachments = Map.copyOf(attachments);
    }
  }
}
