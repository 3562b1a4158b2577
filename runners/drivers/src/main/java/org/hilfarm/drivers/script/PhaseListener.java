package org.hilfarm.drivers.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.ConsoleTimeoutException;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.record.BoardRecord;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.Phase;
import org.hilfarm.time.Deadline;

/** Hears a phase of code.py, or one at the prompt, to its closing record. One thread. */
final class PhaseListener {
  private static final Pattern SAID = Pattern.compile("\u001e[^\n]*\n|Code stopped by auto-reload");

  /** How often it is asked whether the board prints without end. Wall time. */
  private static final Duration LOOKS_UP = Duration.ofSeconds(1);

  private final Seat seat;
  private final Phase phase;
  private final BusyTime busy;
  private final HostSaw saw;
  private final Cues cues;
  private boolean stopped;

  PhaseListener(Seat seat, Phase phase, BusyTime busy, HostSaw saw, Cues cues) {
    this.seat = seat;
    this.phase = phase;
    this.busy = busy;
    this.saw = saw;
    this.cues = cues;
  }

  /** Reads records until the closing one, or one that is amiss, with the host's acts in step. */
  Optional<Fault> listen(RecordStream records, Deadline deadline)
      throws SessionException, InterruptedException {
    Console console = seat.attached(deadline).console();
    long most = console.heard() + Execution.MOST_OUTPUT;
    try {
      while (records.ended().isEmpty() && !raised(records) && records.problem().isEmpty()) {
        Optional<MatchResult> said = console.look(SAID, deadline.within(LOOKS_UP));
        if (console.heard() > most) {
          return Optional.of(endless());
        }
        if (said.isEmpty() && deadline.passed()) {
          return Optional.of(silent(seat, phase, console.seenLast()));
        }
        said.ifPresent(text -> hear(text.group(), records));
        if (cues.fault().isPresent()) {
          return cues.fault();
        }
      }
      return wrongPhase(records);
    } catch (ConsoleTimeoutException e) {
      return Optional.of(silent(seat, phase, Evidence.of(e)));
    } catch (IOException e) {
      return Optional.of(lost(seat, phase, e));
    }
  }

  private Fault endless() {
    return new Fault(
        FaultKind.SCRIPT_RAISED,
        "phase %s of code.py printed without end on %s: cut off after %d MiB of output"
            .formatted(phase.run(), seat.bench().name(), Execution.MOST_OUTPUT >> 20));
  }

  private void hear(String said, RecordStream records) {
    busy.seen();
    if (said.startsWith("\u001e")) {
      records.feed(said.getBytes(StandardCharsets.ISO_8859_1));
      cues.follow(records);
    } else if (!stopped) {
      stopped = true;
      saw.check(
          "nothing but a save stops the code", false, "it was stopped by auto-reload once more");
    }
  }

  static boolean raised(RecordStream records) {
    return records.records().stream().anyMatch(r -> r instanceof BoardRecord.Raised);
  }

  /**
   * Which phase is next is kept in alarm.sleep_memory: where that is lost, the first runs again.
   */
  private Optional<Fault> wrongPhase(RecordStream records) {
    return records.records().stream()
        .filter(r -> r instanceof BoardRecord.Started s && !s.phase().equals(phase.run()))
        .findFirst()
        .map(
            r ->
                new Fault(
                    FaultKind.CHECK_FAILED,
                    "%s ran phase %s where %s was due: alarm.sleep_memory did not survive the reset"
                        .formatted(
                            seat.bench().name(), ((BoardRecord.Started) r).phase(), phase.run())));
  }

  static Fault silent(Seat seat, Phase phase, String seen) {
    return new Fault(
        FaultKind.NO_ANSWER,
        "phase %s of code.py did not end within %d s of board time on %s; seen last: %s"
            .formatted(phase.run(), phase.within().toSeconds(), seat.bench().name(), seen));
  }

  static Fault lost(Seat seat, Phase phase, IOException e) {
    return new Fault(
        FaultKind.DISCONNECTED,
        "in phase %s of %s: %s".formatted(phase.run(), seat.bench().name(), Evidence.of(e)));
  }
}
