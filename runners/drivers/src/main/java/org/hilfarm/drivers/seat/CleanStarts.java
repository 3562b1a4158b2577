package org.hilfarm.drivers.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.time.Deadline;

/** How a board is brought to a start that nothing before it has a part in. One thread. */
final class CleanStarts {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final Seat seat;
  private Stimulus cleanest = Stimulus.POWER_CYCLE;

  CleanStarts(Seat seat) {
    this.seat = seat;
  }

  /** What a clean start is here, as far as known. */
  Stimulus stimulus() {
    return cleanest;
  }

  /** The clean start this bench can give: a power cycle, or on a desk a reset in its place. */
  void start(Deadline outer) throws SessionException, InterruptedException {
    if (cleanest == Stimulus.SOFTWARE_RESET) {
      softwareReset("the port cannot switch power", outer);
      return;
    }
    try {
      powerCycle(outer);
    } catch (SessionException e) {
      boolean noSwitch = e.fault().kind() == FaultKind.POWER_SWITCH_FAILED;
      if (!noSwitch || seat.bench().cleanStart() == CleanStart.POWER_CYCLE) {
        throw e;
      }
      cleanest = Stimulus.SOFTWARE_RESET;
      // The port may have blinked all the same: the time between resets begins anew.
      seat.reattach(Optional.empty(), outer);
      softwareReset(e.fault().text(), outer);
    }
  }

  /** A reset by code; the ledger says why it was not a power cycle. */
  private void softwareReset(String why, Deadline outer)
      throws SessionException, InterruptedException {
    seat.settle(outer);
    Firmware firmware = seat.bench().type().firmware();
    seat.note(Phrases.resetCall(firmware) + " in place of a power cycle: " + why);
    Execution end =
        seat.attached(outer)
            .raw(outer)
            .exec(Phrases.reset(firmware), seat.bench().patience(ANSWERS_WITHIN, outer));
    if (!(end instanceof Execution.Vanished)) {
      throw new SessionException(
          FaultKind.NO_ANSWER,
          "%s was told to reset (%s) and did not: %s"
              .formatted(seat.bench().name(), Phrases.resetCall(firmware), Evidence.of(end)));
    }
    Optional<Instant> left = Optional.of(seat.bench().clock().instant());
    seat.reattach(seat.detach(), outer);
    seat.enterStart(Stimulus.SOFTWARE_RESET, true, left, Optional.empty(), outer);
    seat.ledger().remark("; this reset stands in for a power cycle: " + why);
  }

  /** Power off and on, the proof that the board started from it, and the start entered. */
  private void powerCycle(Deadline outer) throws SessionException, InterruptedException {
    seat.cyclePort(outer);
    seat.reattach(Optional.empty(), outer);
    ResetRecord row =
        seat.enterStart(
            Stimulus.POWER_CYCLE, true, seat.powered().map(PowerCut::off), Optional.empty(), outer);
    if (row.judgement() == Judgement.CONTRADICTION && row.witnesses().romLine().isPresent()) {
      throw new SessionException(
          FaultKind.CONTRADICTORY_RESET,
          "start %d of %s: %s".formatted(row.boot(), seat.bench().name(), row.why()));
    }
    if (row.judgement() != Judgement.EXPECTED) {
      throw new SessionException(
          FaultKind.POWER_SWITCH_FAILED,
          "the port of %s was switched off and on, but %s. Does the hub really cut the power?"
              .formatted(seat.bench().name(), row.why()));
    }
  }
}
