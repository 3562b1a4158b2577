package org.hilfarm.drivers.script;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.drive.CircuitPyDrive;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/**
 * Runs a phase at the prompt for people: its file is executed there, and then the board is left
 * idle while the host acts. At the end the prompt must still answer. One thread.
 */
final class PromptPhase {
  /** Its file on the drive. */
  static final String FILE = "hil_phase.py";

  private static final Pattern PROMPT = Pattern.compile(">>> ", Pattern.LITERAL);
  private static final Pattern TROUBLE =
      Pattern.compile("ReloadException|soft reboot|Code stopped by auto-reload");

  private final Seat seat;
  private final Phase phase;
  private final BusyTime busy;

  PromptPhase(Seat seat, Phase phase, BusyTime busy) {
    this.seat = seat;
    this.phase = phase;
    this.busy = busy;
  }

  /** Runs it once. */
  PhaseOutcome run(String source, RecordStream records, Deadline outer)
      throws SessionException, InterruptedException {
    seat.leavesBehind(FILE);
    new CircuitPyDrive(seat.bench()).write(FILE, source, seat.attached(outer), outer);
    Deadline deadline = seat.bench().patience(phase.within(), outer);
    HostSaw saw = new HostSaw();
    Cues cues = new Cues(phase, new Hand(seat, saw, Optional.empty()), deadline);
    try {
      Console console = seat.attached(outer).friendly(deadline);
      busy.seen();
      console.send("exec(open('/" + FILE + "').read())\r", deadline);
      Optional<Fault> fault =
          new PhaseListener(seat, phase, busy, saw, cues).listen(records, deadline);
      if (fault.isEmpty() && !records.skipped() && !PhaseListener.raised(records)) {
        fault = idle(console, cues, saw, deadline);
      }
      busy.pause();
      return new PhaseOutcome(records, asked(fault, outer), saw);
    } catch (IOException e) {
      Fault lost = PhaseListener.lost(seat, phase, e);
      return new PhaseOutcome(records, asked(Optional.of(lost), outer), saw);
    }
  }

  private Optional<Fault> idle(Console console, Cues cues, HostSaw saw, Deadline deadline)
      throws IOException, InterruptedException {
    console.expect(PROMPT, deadline);
    cues.finish();
    if (cues.fault().isPresent()) {
      return cues.fault();
    }
    boolean saves = phase.acts().stream().anyMatch(a -> a instanceof Act.Save);
    if (saves) {
      boolean trouble = console.look(TROUBLE, deadline.within(Duration.ZERO)).isPresent();
      saw.check("a save leaves the prompt alone", !trouble, trouble ? console.seenLast() : "");
    }
    console.send("print(6 * 7)\r", deadline);
    boolean answers =
        console.look(Pattern.compile("\n42\r\n>>> ", Pattern.LITERAL), deadline).isPresent();
    return saw.check("the prompt still answers", answers, answers ? "" : console.seenLast())
        ? Optional.empty()
        : Optional.of(
            new Fault(
                FaultKind.CHECK_FAILED,
                "the prompt of %s answers no more after phase %s; seen last: %s"
                    .formatted(seat.bench().name(), phase.run(), console.seenLast())));
  }

  private Optional<Fault> asked(Optional<Fault> fault, Deadline outer) throws InterruptedException {
    return new ReplPhase(seat, phase, busy).asked(fault, outer);
  }
}
