package org.hilfarm.drivers.script;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hilfarm.drivers.drive.CircuitPyDrive;
import org.hilfarm.drivers.record.BoardRecord;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.seat.UsbCut;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/**
 * Runs phases that follow each other as code.py. Only there can deep sleep be asked for, and only
 * its first run after a start is told the true run reason and the wake alarm (main.c, start_mp); so
 * the file that runs after a wake-up must be there before the sleep, and holds all the phases.
 */
final class CodePyPhases {
  private static final Duration SWITCHES_WITHIN = Duration.ofSeconds(5);

  private final Seat seat;
  private final CircuitPyDrive drive;
  private final BusyTime busy;
  private final Consumer<Phase> listener;
  private Optional<Instant> left = Optional.empty();
  private Stimulus pending = Stimulus.NONE;
  private boolean usbPresent = true;

  CodePyPhases(Seat seat, CircuitPyDrive drive, BusyTime busy, Consumer<Phase> listener) {
    this.seat = seat;
    this.drive = drive;
    this.busy = busy;
    this.listener = listener;
  }

  /** Runs them in order, as far as they get; one outcome for each that began. */
  List<PhaseOutcome> run(List<Phase> phases, String source, String nonce, Deadline outer)
      throws SessionException, InterruptedException {
    drive.write("code.py", source, seat.attached(outer), outer);
    busy.seen(); // from here the board restarts its interpreter, twice
    seat.attached(outer).runCodePy(outer);
    List<PhaseOutcome> outcomes = new ArrayList<>();
    for (Phase phase : phases) {
      listener.accept(phase);
      PhaseOutcome outcome = run(phase, new RecordStream(nonce), source, outer);
      outcomes.add(outcome);
      if (outcome.fault().isPresent() || outcome.records().skipped()) {
        break;
      }
      if (phase.ends() == Ends.POWER) {
        outcomes.addAll(new PowerCycles(seat, phase, busy, nonce).run(outer));
      }
    }
    if (pending != Stimulus.NONE && outcomes.getLast().fault().isEmpty()) {
      enterPendingStart(new RecordStream(nonce), outer); // no code.py follows that could tell more
    }
    return outcomes;
  }

  /** Puts a program there that does nothing, so that later starts are quiet. */
  void restore(Deadline outer) throws SessionException, InterruptedException {
    seat.attached(outer).raw(outer); // a write while code.py waits for a key would reload it
    drive.write("code.py", "print(\"Hello World!\")\n", seat.attached(outer), outer);
  }

  private PhaseOutcome run(Phase phase, RecordStream records, String program, Deadline outer)
      throws SessionException, InterruptedException {
    Deadline deadline = seat.bench().patience(phase.within(), outer);
    HostSaw saw = new HostSaw();
    Cues cues = new Cues(phase, new Hand(seat, saw, Optional.of(program)), deadline);
    PhaseListener listening = new PhaseListener(seat, phase, busy, saw, cues);
    Optional<Fault> fault = listening.listen(records, deadline);
    fault = fault.or(() -> early(phase, records));
    fault = pendingStart(records, fault, outer);
    if (fault.isEmpty() && !records.skipped() && !PhaseListener.raised(records)) {
      fault = onward(phase, cues, saw, deadline, outer);
    }
    fault = fault.or(() -> cues.faultAtEnd(records));
    return new PhaseOutcome(records, new ReplPhase(seat, phase, busy).asked(fault, outer), saw);
  }

  /** From the end of a phase to where the next one begins. */
  private Optional<Fault> onward(
      Phase phase, Cues cues, HostSaw saw, Deadline deadline, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      return switch (phase.ends()) {
        case DONE, POWER -> Optional.empty();
        case RESET -> throughReset(phase, cues, saw, deadline, outer);
        case SLEEP -> new Passage(seat, phase, saw, deadline).sleep(cues);
        case RELOAD -> new Passage(seat, phase, saw, deadline).reload(cues);
      };
    } catch (IOException e) {
      return Optional.of(PhaseListener.lost(seat, phase, e));
    } finally {
      busy.seen();
    }
  }

  /** A phase must end the way its header says. */
  private static Optional<Fault> early(Phase phase, RecordStream records) {
    BoardRecord.How due =
        switch (phase.ends()) {
          case DONE -> BoardRecord.How.DONE;
          case RESET -> BoardRecord.How.RESET;
          case SLEEP -> BoardRecord.How.SLEEP;
          case RELOAD, POWER -> BoardRecord.How.LOOP;
        };
    boolean asDue = records.ended().filter(due::equals).isPresent();
    return PhaseListener.raised(records) || records.skipped() || asDue
        ? Optional.empty()
        : Optional.of(
            new Fault(
                FaultKind.SCRIPT_BROKEN,
                "phase %s has to end with %s, but its code ends otherwise: correct the script"
                    .formatted(phase.run(), phase.ends())));
  }

  /** What went wrong first is what counts, but the start is asked about all the same. */
  private Optional<Fault> pendingStart(RecordStream records, Optional<Fault> fault, Deadline outer)
      throws InterruptedException {
    try {
      enterPendingStart(records, outer);
      return fault;
    } catch (SessionException e) {
      return fault.or(() -> Optional.of(e.fault()));
    }
  }

  /** The board is about to reset; with its USB data lines cut where the phase says so. */
  private Optional<Fault> throughReset(
      Phase phase, Cues cues, HostSaw saw, Deadline deadline, Deadline outer)
      throws SessionException, InterruptedException {
    pending = Stimuli.of(phase.expect());
    usbPresent = phase.usbDataCut().isZero();
    if (usbPresent && !seat.attached(outer).console().awaitLost(deadline)) {
      return Optional.of(new ReplPhase(seat, phase, busy).missing(outer));
    }
    left = Optional.of(seat.bench().clock().instant());
    Optional<UsbDevice> before = seat.detach();
    try (UsbCut cut = new UsbCut(seat)) {
      if (!usbPresent) {
        new Currents(seat.bench(), phase)
            .into(saw, cut.during(phase.usbDataCut(), cues::finish, outer));
      }
      seat.reattach(before, outer);
    } catch (SessionException missing) {
      throw seat.unlessItLoops(missing);
    }
    busy.seen();
    return cues.fault();
  }

  /** Asked only now, because asking ends code.py. */
  private void enterPendingStart(RecordStream records, Deadline outer)
      throws SessionException, InterruptedException {
    if (pending == Stimulus.NONE) {
      return;
    }
    busy.seen();
    seat.attached(outer).left();
    seat.attached(outer).raw(seat.bench().patience(SWITCHES_WITHIN, outer));
    busy.seen(); // code.py was ended and a new interpreter started
    busy.pause();
    seat.enterStart(pending, usbPresent, left, records.booted(), outer);
    pending = Stimulus.NONE;
  }
}
