package org.hilfarm.drivers.script;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.console.RawRepl;
import org.hilfarm.drivers.record.BoardRecord;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Resets;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.serial.LinkLostException;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/** Runs one phase over the raw REPL, and sees it through the reset it may end in. */
public final class ReplPhase {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final Seat seat;
  private final Phase phase;
  private final BusyTime busy;

  public ReplPhase(Seat seat, Phase phase, BusyTime busy) {
    this.seat = seat;
    this.phase = phase;
    this.busy = busy;
  }

  /** Runs it once. */
  PhaseOutcome run(String source, RecordStream records, Deadline outer)
      throws SessionException, InterruptedException {
    Deadline deadline = seat.bench().patience(phase.within(), outer);
    HostSaw saw = new HostSaw();
    Cues cues = new Cues(phase, new Hand(seat, saw, Optional.empty()), deadline);
    ResetTime reset = new ResetTime(seat.bench(), records);
    Execution execution =
        execute(
            source,
            bytes -> {
              records.feed(bytes);
              reset.heard();
              cues.follow(records);
            },
            deadline,
            outer);
    PhaseOutcome outcome =
        cues.fault().isPresent() && phase.ends() == Ends.RESET
            ? PhaseOutcome.failed(records, cues.fault().get())
            : ended(execution, records, deadline, reset, outer);
    reset.tell(saw);
    return outcome.or(cues.faultAtEnd(records)).with(saw);
  }

  private PhaseOutcome ended(
      Execution execution, RecordStream records, Deadline deadline, ResetTime reset, Deadline outer)
      throws SessionException, InterruptedException {
    return switch (phase.ends()) {
      case DONE -> done(execution, records, outer);
      case RESET -> reset(execution, records, deadline, reset, outer);
      case SLEEP, RELOAD, POWER ->
          throw new IllegalStateException("only code.py can end with " + phase.ends());
    };
  }

  /** Runs code in an interpreter of its own; a board may also leave while that one starts. */
  public Execution execute(String source, Consumer<byte[]> output, Deadline within, Deadline outer)
      throws SessionException, InterruptedException {
    RawRepl repl;
    try {
      repl = seat.attached(outer).newInterpreter(busy, outer);
    } catch (SessionException e) {
      if (e.getCause() instanceof LinkLostException lost) {
        return new Execution.Vanished("", Evidence.of(lost));
      }
      throw e;
    }
    Execution execution = repl.exec(source, busy.following(output), within);
    if (execution instanceof Execution.Ended) {
      busy.seen();
    }
    return execution;
  }

  /** What kept code from its end; a board that still answers needs no power cycle. */
  public Fault notEnded(Execution execution, Deadline outer)
      throws SessionException, InterruptedException {
    return switch (execution) {
      case Execution.Ended ended -> raised(ended);
      case Execution.Vanished vanished ->
          started(vanished, Stimulus.NONE, outer).orElse(byItself(vanished));
      case Execution.Silent silent -> {
        Fault fault = hang(silent, outer);
        if (fault.kind() == FaultKind.NO_ANSWER) {
          seat.soil("a test did not end");
        } else {
          seat.attached(outer).raw(outer);
          seat.attached(outer).used();
        }
        yield fault;
      }
    };
  }

  private PhaseOutcome done(Execution execution, RecordStream records, Deadline outer)
      throws SessionException, InterruptedException {
    return switch (execution) {
      case Execution.Ended ended -> {
        boolean said = records.records().stream().anyMatch(r -> r instanceof BoardRecord.Raised);
        yield ended.raised() && !said
            ? PhaseOutcome.failed(records, raised(ended))
            : PhaseOutcome.ended(records);
      }
      case Execution.Vanished vanished -> {
        Fault fault = started(vanished, Stimulus.NONE, outer).orElse(byItself(vanished));
        yield PhaseOutcome.failed(records, fault);
      }
      case Execution.Silent silent -> {
        seat.soil("a phase did not end");
        yield PhaseOutcome.failed(records, hang(silent, outer));
      }
    };
  }

  private PhaseOutcome reset(
      Execution execution, RecordStream records, Deadline deadline, ResetTime time, Deadline outer)
      throws SessionException, InterruptedException {
    Execution end = execution;
    if (execution instanceof Execution.Ended ended) {
      if (ended.raised()) {
        return PhaseOutcome.failed(records, raised(ended));
      }
      if (seat.attached(outer).console().awaitLost(deadline)) {
        end = new Execution.Vanished(ended.stdout(), "the port left after the phase's code ended");
      }
    }
    if (end instanceof Execution.Vanished vanished) {
      time.left();
      // Only a phase that said "now I reset" was reset by what it did.
      Stimulus stimulus = records.ended().isPresent() ? Stimuli.of(phase.expect()) : Stimulus.NONE;
      Optional<Fault> fault = started(vanished, stimulus, outer);
      time.back();
      return new PhaseOutcome(records, fault);
    }
    seat.soil("a reset that had to come did not");
    return PhaseOutcome.failed(records, missing(outer));
  }

  /** The board has left the bus: waits for its next start and enters it. */
  private Optional<Fault> started(Execution.Vanished vanished, Stimulus stimulus, Deadline outer)
      throws InterruptedException {
    Instant left = seat.bench().clock().instant();
    try {
      seat.reattach(seat.detach(), outer).raw(seat.bench().patience(ANSWERS_WITHIN, outer));
      busy.seen(); // up to its first prompt the board was starting
      ResetRecord row = seat.enterStart(stimulus, true, Optional.of(left), Optional.empty(), outer);
      return stimulus == Stimulus.NONE
          ? Optional.of(Resets.unasked(seat.bench(), row))
          : Optional.empty();
    } catch (SessionException missing) {
      SessionException e = seat.unlessItLoops(missing);
      return Optional.of(
          new Fault(
              e.fault().kind() == FaultKind.BOARD_MISSING
                  ? FaultKind.DISCONNECTED
                  : e.fault().kind(),
              "in phase %s the port left (%s), and then: %s"
                  .formatted(phase.run(), vanished.why(), e.fault().text())));
    }
  }

  /** Where the port left by itself, what the board says of its start tells more. */
  Optional<Fault> asked(Optional<Fault> fault, Deadline outer) throws InterruptedException {
    if (fault.filter(f -> f.kind() == FaultKind.DISCONNECTED).isEmpty()) {
      return fault;
    }
    Execution.Vanished vanished = new Execution.Vanished("", fault.get().text());
    return started(vanished, Stimulus.NONE, outer).or(() -> fault);
  }

  private Fault byItself(Execution.Vanished vanished) {
    return new Fault(
        FaultKind.DISCONNECTED,
        "in phase %s of %s: %s".formatted(phase.run(), seat.bench().name(), vanished.why()));
  }

  private Fault raised(Execution.Ended ended) {
    return new Fault(
        FaultKind.SCRIPT_RAISED,
        "phase %s ended with an exception on %s: %s"
            .formatted(phase.run(), seat.bench().name(), Evidence.tail(ended.error())));
  }

  /** Code that never ends: a board that still answers hangs in the script, else nobody can tell. */
  private Fault hang(Execution.Silent silent, Deadline outer) throws InterruptedException {
    boolean answers = answers(outer);
    return new Fault(
        answers ? FaultKind.SCRIPT_RAISED : FaultKind.NO_ANSWER,
        "phase %s %s on %s; the board %s. %s"
            .formatted(
                phase.run(),
                silent.endless()
                    ? "printed without end"
                    : "did not end within %d s of board time".formatted(phase.within().toSeconds()),
                seat.bench().name(),
                answers ? "still answers at its prompt" : "does not answer Ctrl-C",
                silent.why()));
  }

  /** A reset that had to come did not. */
  Fault missing(Deadline outer) throws InterruptedException {
    boolean answers = answers(outer);
    String what =
        "phase %s had to end in a reset (%s) within %d s of board time on %s, and no reset came; "
            .formatted(
                phase.run(),
                Stimuli.words(phase.expect()),
                phase.within().toSeconds(),
                seat.bench().name());
    if (answers && phase.acts().contains(new Act.PressReset())) {
      return new Fault(
          FaultKind.WIRING_WRONG,
          what + "the board still answers at its prompt: is the slot's reset_line wired to it?");
    }
    return answers
        ? new Fault(
            FaultKind.MISSING_RESET,
            what + "the board still answers at its prompt after Ctrl-C, so it was never reset.")
        : new Fault(
            FaultKind.NO_ANSWER,
            what + "the board does not answer Ctrl-C either: nobody can tell yet why.");
  }

  private boolean answers(Deadline outer) throws InterruptedException {
    try {
      Attached attached = seat.attached(outer);
      attached.left();
      Execution echo =
          RawRepl.enter(attached.console(), seat.bench().patience(ANSWERS_WITHIN, outer))
              .exec("print('here')", seat.bench().patience(ANSWERS_WITHIN, outer));
      return echo.stdout().strip().equals("here");
    } catch (IOException | SessionException silent) {
      return false;
    }
  }
}
