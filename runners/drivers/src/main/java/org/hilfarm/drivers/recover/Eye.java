package org.hilfarm.drivers.recover;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Presence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.time.Deadline;

/**
 * Looks whether a board is well, without and with a clean start. One thread.
 *
 * @param seat whose board
 */
record Eye(Seat seat) {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);
  private static final Duration DRIVE_WITHIN = Duration.ofSeconds(10);

  /** Looks at it as it is. */
  Sight now(Deadline outer) throws InterruptedException {
    Presence.Life life = new Presence(bench()).now();
    if (life != Presence.Life.APPLICATION) {
      return Sight.ill("at its port there is %s, not its application".formatted(life));
    }
    try {
      ResetRecord row =
          seat.enterStart(
              Stimulus.FOUND,
              true,
              Optional.empty(),
              Optional.empty(),
              bench().patience(ANSWERS_WITHIN, outer));
      return of(row, outer);
    } catch (SessionException e) {
      seat.detach();
      return Sight.ill(Evidence.of(e));
    }
  }

  /** Gives it a clean start, and looks then. */
  Sight afterCleanStart(Deadline outer) throws InterruptedException {
    try {
      seat.startClean(bench().patience(STARTS_WITHIN, outer));
      return of(seat.ledger().rows().getLast(), outer);
    } catch (SessionException e) {
      seat.detach();
      return Sight.ill(Evidence.of(e));
    }
  }

  private Sight of(ResetRecord start, Deadline outer) throws InterruptedException {
    Optional<SafeModeReason> safe =
        start.witnesses().safeModeReason().filter(r -> r != SafeModeReason.NONE);
    if (safe.isPresent()) {
      return new Sight(false, true, "its prompt answers, in safe mode: " + safe.get());
    }
    return switch (bench().type().firmware()) {
      case CIRCUITPYTHON -> drive(outer);
      case MICROPYTHON -> new Sight(true, false, "its prompt answers");
    };
  }

  private Sight drive(Deadline outer) throws InterruptedException {
    try {
      bench()
          .usb()
          .awaitAt(
              bench().slot().port(),
              Wanted.withDrive(bench().type().usb().application().id()),
              bench().appearance(DRIVE_WITHIN, outer));
      return new Sight(true, false, "its prompt answers, its drive is there");
    } catch (UsbTimeoutException e) {
      return Sight.ill("its prompt answers, but it shows no drive: " + Evidence.of(e));
    }
  }

  private Bench bench() {
    return seat.bench();
  }
}
