package org.hilfarm.drivers.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hilfarm.drivers.drive.CircuitPyDrive;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.upstream.Printed;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Script;
import org.hilfarm.time.Deadline;

/**
 * A test of tests/circuitpython-manual that sequences itself as code.py: it restarts the board as
 * it likes and prints its scoreboard each time. It begins with a power cycle, and the board is
 * power cycled after it.
 */
final class ScoreboardRun {
  private static final Pattern ANYTHING = Pattern.compile(".+", Pattern.DOTALL);

  /** What CircuitPython says when code.py is over and nothing else will run (main.c). */
  private static final String OVER = "Press any key to enter the REPL";

  /**
   * What is printed while nobody listens is dropped, not kept (supervisor/shared/serial.c), and a
   * board that starts is sooner at its scoreboard than a host at its port. One line without names.
   */
  private static final String AWAIT_LISTENER =
      "while not __import__(\"supervisor\").runtime.serial_connected: pass\n";

  private final Seat seat;
  private final Script test;
  private final BusyTime busy;
  private final Printed printed = new Printed();
  private String tail = "";

  ScoreboardRun(Seat seat, Script test, BusyTime busy) {
    this.seat = seat;
    this.test = test;
    this.busy = busy;
  }

  /** Why it cannot run on this board. */
  Optional<String> lacking() {
    return seat.bench().type().firmware() == Firmware.CIRCUITPYTHON
        ? Optional.empty()
        : Optional.of("it runs as CircuitPython's code.py");
  }

  /** Puts it there and runs it. */
  Printed run(Deadline outer) throws SessionException, InterruptedException {
    CircuitPyDrive drive = new CircuitPyDrive(seat.bench());
    seat.attached(outer).raw(outer);
    drive.write("code.py", AWAIT_LISTENER + test.source(), seat.attached(outer), outer);
    seat.soil("an upstream test restarted the board as it liked");
    seat.cyclePort(outer);
    Deadline deadline = seat.bench().patience(test.timeout(), outer);
    busy.seen();
    while (!tail.contains(OVER)) {
      listen(deadline);
    }
    busy.pause();
    seat.attached(outer).raw(outer);
    drive.write("code.py", "print(\"Hello World!\")\n", seat.attached(outer), outer);
    return printed;
  }

  /** Until it is over or the port leaves, which is how a restart shows. */
  private void listen(Deadline deadline) throws SessionException, InterruptedException {
    Attached attached = seat.reattach(Optional.empty(), deadline);
    try {
      while (!tail.contains(OVER)) {
        Optional<MatchResult> more = attached.console().look(ANYTHING, deadline);
        if (more.isEmpty()) {
          throw new SessionException(
              FaultKind.NO_ANSWER,
              "%s did not end as code.py within %d s of board time on %s; seen last: %s"
                  .formatted(
                      test.id(),
                      test.timeout().toSeconds(),
                      seat.bench().name(),
                      attached.console().seenLast()));
        }
        hear(more.get().group());
      }
    } catch (IOException left) {
      seat.note("the port left: " + Evidence.of(left));
    }
  }

  private void hear(String text) {
    busy.seen();
    printed.add(text.getBytes(StandardCharsets.ISO_8859_1));
    String all = tail + text;
    tail = all.substring(Math.max(0, all.length() - 2 * OVER.length()));
    if (all.contains(OVER)) {
      tail = OVER;
    }
  }
}
