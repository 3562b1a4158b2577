package org.hilfarm.drivers.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.board.DrivenPin;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * What a slot's wiring does to a board in a hand's place: brings a pin to a level, presses reset.
 * One thread.
 *
 * @param seat whose board
 */
public record Fingers(Seat seat) {
  /** A button is not let go sooner; the chips need microseconds. */
  private static final Duration PRESSED = Duration.ofMillis(100);

  /** Brings the slot's pin to a level. */
  void set(Act.Pin act) throws SessionException {
    DrivenPin pin =
        seat.bench()
            .slot()
            .fixture()
            .drivenPin()
            .orElseThrow(() -> missing("driven_pin", "a pin that is driven"));
    write(pin.line(), act.high() ? pin.line().on() : pin.line().off(), "pin " + pin.name());
  }

  /** Presses reset as soon as the board may be reset again, and lets it go. */
  public void pressReset(Deadline deadline) throws SessionException, InterruptedException {
    SwitchFile line =
        seat.bench()
            .slot()
            .fixture()
            .resetLine()
            .orElseThrow(() -> missing("reset_line", "a reset line"));
    seat.settle(deadline);
    try {
      write(line, line.on(), "the reset line");
      Pause.until(deadline.within(PRESSED));
    } finally {
      write(line, line.off(), "the reset line");
    }
  }

  private SessionException missing(String key, String what) {
    return new SessionException(
        FaultKind.WIRING_WRONG,
        "%s has no %s, and this script needs %s".formatted(seat.bench().name(), key, what));
  }

  private void write(SwitchFile line, String text, String what) throws SessionException {
    Path file = seat.bench().root().resolve(line.path()).normalize();
    try {
      if (!file.startsWith(seat.bench().root().normalize())) {
        throw new IOException("it lies outside the rack");
      }
      Files.writeString(file, text + "\n", how(line));
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.WIRING_WRONG,
          "\"%s\" cannot be written to %s, which drives %s of %s: %s"
              .formatted(text, file, what, seat.bench().name(), Evidence.of(e)),
          e);
    }
  }

  /** Whoever watches the file should not see it empty. */
  private static StandardOpenOption[] how(SwitchFile line) {
    return line.on().length() == line.off().length()
        ? new StandardOpenOption[] {StandardOpenOption.WRITE}
        : new StandardOpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING};
  }
}
