package org.hilfarm.drivers.script;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;
import org.hilfarm.time.Deadline;

/**
 * The host's hand: does what a phase's header says to the board, and notes what it saw. One thread.
 */
final class Hand {
  private final Seat seat;
  private final HostSaw saw;
  private final SavedFiles files;

  /**
   * @param program what code.py is, for an act that saves it
   */
  Hand(Seat seat, HostSaw saw, Optional<String> program) {
    this.seat = seat;
    this.saw = saw;
    this.files = new SavedFiles(seat, program);
  }

  /** Does one act; the deadline is the phase's. */
  void does(Act act, Deadline deadline) throws SessionException, InterruptedException {
    seat.note("act: " + act.text());
    try {
      switch (act) {
        case Act.Ready ready -> {} // whoever reads the records has waited for it
        case Act.Type type -> console(deadline).send(type.line() + "\r", deadline);
        case Act.Key key -> console(deadline).send(String.valueOf(key.key()), deadline);
        case Act.Save save -> files.save(save, deadline);
        case Act.Remove remove -> files.remove(remove.file(), deadline);
        case Act.Rest rest -> seat.bench().letPass(rest.time(), deadline);
        case Act.Echo echo ->
            new Echo(seat.bench(), console(deadline), saw).run(echo.bytes(), deadline);
        case Act.See see -> see(see.words(), console(deadline), deadline);
        case Act.Pin pin -> new Fingers(seat).set(pin, deadline);
        case Act.PressReset press -> new Fingers(seat).pressReset(deadline);
        case Act.PowerCycle cycle ->
            throw new IllegalStateException("a phase that ends with power sees to its own cycles");
      }
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.DISCONNECTED,
          "while \"%s\" was done to %s: %s"
              .formatted(act.text(), seat.bench().name(), Evidence.of(e)),
          e);
    }
  }

  /** Asked for only by who needs it: a board may be off USB. */
  private Console console(Deadline deadline) throws SessionException, InterruptedException {
    return seat.attached(deadline).console();
  }

  private void see(String words, Console console, Deadline deadline)
      throws IOException, InterruptedException {
    boolean seen = console.look(Pattern.compile(words, Pattern.LITERAL), deadline).isPresent();
    saw.check(
        "the board says \"" + words + "\"", seen, seen ? "" : "seen last: " + console.seenLast());
  }
}
