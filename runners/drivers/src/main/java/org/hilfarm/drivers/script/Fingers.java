package org.hilfarm.drivers.script;

import java.time.Duration;
import org.hilfarm.drivers.power.Line;
import org.hilfarm.drivers.power.Lines;
import org.hilfarm.drivers.power.PowerException;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.board.DrivenPin;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;
import org.hilfarm.time.Deadline;

/**
 * What a slot's wiring does to a board in a hand's place: brings a pin to a level, presses reset.
 * One thread.
 *
 * @param seat whose board
 */
public record Fingers(Seat seat) {
  /** A button is not let go sooner; the chips need microseconds. */
  private static final Duration PRESSED = Duration.ofMillis(100);

  private static final Duration LETTING_GO = Duration.ofSeconds(10);
  private static final String RESET = "the reset line";

  /** Brings the slot's pin to a level. */
  void set(Act.Pin act, Deadline deadline) throws SessionException, InterruptedException {
    DrivenPin pin =
        seat.bench()
            .slot()
            .fixture()
            .drivenPin()
            .orElseThrow(() -> missing("driven_pin", "a pin that is driven"));
    try (Line line = lines().open(pin.line(), "the pin " + pin.name())) {
      line.set(act.high(), deadline);
    } catch (PowerException e) {
      throw wrong(e);
    }
  }

  /** Presses reset as soon as the board may be reset again, and lets it go. */
  public void pressReset(Deadline deadline) throws SessionException, InterruptedException {
    SlotSwitch reset =
        seat.bench()
            .slot()
            .fixture()
            .resetLine()
            .orElseThrow(() -> missing("reset_line", "a reset line"));
    seat.settle(deadline);
    try (Line line = lines().open(reset, RESET)) {
      line.press(PRESSED, deadline);
    } catch (PowerException e) {
      throw wrong(e);
    }
  }

  /** The same with boot held all the while, and a little longer: the way into a bootloader. */
  public void pressResetHoldingBoot(Deadline deadline)
      throws SessionException, InterruptedException {
    SlotSwitch boot =
        seat.bench()
            .slot()
            .fixture()
            .bootLine()
            .orElseThrow(() -> missing("boot_line", "a boot line"));
    try (Line line = lines().open(boot, "the boot line")) {
      try {
        line.set(true, deadline);
        pressReset(deadline);
        seat.bench().letPass(PRESSED, deadline);
      } finally {
        line.set(false, Deadline.after(LETTING_GO, deadline.ticker()));
      }
    } catch (PowerException e) {
      throw wrong(e);
    }
  }

  private Lines lines() {
    Bench bench = seat.bench();
    return new Lines(bench.root(), bench.slot(), bench.tools());
  }

  private SessionException missing(String key, String what) {
    return new SessionException(
        FaultKind.WIRING_WRONG,
        "%s has no %s, and this script needs %s".formatted(seat.bench().name(), key, what));
  }

  private SessionException wrong(PowerException e) {
    return new SessionException(
        FaultKind.WIRING_WRONG, seat.bench().name() + ": " + Evidence.of(e), e);
  }
}
