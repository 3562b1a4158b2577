package org.hilfarm.drivers.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hilfarm.drivers.drive.CircuitPyDrive;
import org.hilfarm.drivers.record.BoardRecord;
import org.hilfarm.drivers.record.RecordStream;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.Via;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;

/** One script on one board, from a clean start through all its phases to its report. */
public final class ScriptRun {
  /** A phase that asks for more rounds than this would never end. */
  private static final int MAX_ROUNDS = 200;

  /**
   * This machine's own time on top of the board's: power cycles, drives and the questions that
   * follow a phase that went wrong must still fit in.
   */
  private static final Duration OWN_TIME = Duration.ofSeconds(60);

  private final Seat seat;
  private final Script script;
  private final Supplier<String> nonces;
  private final Consumer<Phase> listener;
  private final PhaseSource source;
  private final BusyTime busy = new BusyTime(Ticker.system());
  private final List<PhaseOutcome> outcomes = new ArrayList<>();

  public ScriptRun(Seat seat, Script script, Supplier<String> nonces, Consumer<Phase> listener) {
    this.seat = seat;
    this.script = script;
    this.nonces = nonces;
    this.listener = listener;
    this.source = new PhaseSource(script, seat.bench().type(), seat.bench().slot());
  }

  /** Runs it; whatever goes wrong is in the report. */
  public ScriptReport run(Deadline outer) throws InterruptedException {
    Instant started = seat.bench().clock().instant();
    Optional<Fault> fault = Optional.empty();
    try {
      makeReady(outer);
    } catch (SessionException e) {
      return report(started, seat.ledger().boots(), new Outcome.NotRun(e.fault()));
    }
    Instant ready = seat.bench().clock().instant();
    int boots = seat.ledger().boots();
    seat.note("script " + script.id());
    try {
      runPhases(outer.within(seat.bench().time().toWall(script.timeout()).plus(OWN_TIME)));
    } catch (SessionException e) {
      seat.soil(e.fault().text());
      seat.detach();
      fault = Optional.of(e.fault());
    }
    tidy(outer);
    return report(ready, boots, outcome(fault, seat.ledger().after(boots)));
  }

  /**
   * Safe mode is left and a watchdog disarmed; reset reasons are read from a clean start. So is a
   * pretended sleep begun: what woke from a true one sleeps truly, with USB or without (main.c,
   * awoke_from_true_deep_sleep).
   */
  private void makeReady(Deadline outer) throws SessionException, InterruptedException {
    boolean clean =
        script.phases().stream().anyMatch(p -> p.ends() == Ends.RESET || p.ends() == Ends.SLEEP);
    if (seat.dirty() || (clean && !seat.startedClean())) {
      seat.startClean(outer);
    }
    seat.attached(outer).raw(outer);
  }

  private void runPhases(Deadline outer) throws SessionException, InterruptedException {
    List<Phase> phases = script.phases();
    int next = 0;
    while (next < phases.size() && !failed()) {
      if (phases.get(next).via() == Via.CODE_PY) {
        int end = next;
        while (end < phases.size() && phases.get(end).via() == Via.CODE_PY) {
          end++;
        }
        runCodePy(phases.subList(next, end), outer);
        next = end;
      } else {
        runThere(phases.get(next), outer);
        next++;
      }
      busy.pause();
    }
  }

  private void runThere(Phase phase, Deadline outer) throws SessionException, InterruptedException {
    listener.accept(phase);
    if (phase.via() == Via.PROMPT) {
      String nonce = nonces.get();
      outcomes.add(
          new PromptPhase(seat, phase, busy)
              .run(source.forRepl(phase, nonce, 0, List.of()), new RecordStream(nonce), outer));
    } else {
      runRepl(phase, outer);
    }
  }

  private void runRepl(Phase phase, Deadline outer) throws SessionException, InterruptedException {
    ReplPhase repl = new ReplPhase(seat, phase, busy);
    int round = 0;
    boolean again = true;
    while (again) {
      String nonce = nonces.get();
      RecordStream records = new RecordStream(nonce);
      PhaseOutcome outcome =
          repl.run(source.forRepl(phase, nonce, round, Currents.in(outcomes)), records, outer);
      outcomes.add(outcome);
      round++;
      again =
          outcome.fault().isEmpty()
              && records.ended().filter(BoardRecord.How.AGAIN::equals).isPresent()
              && round < MAX_ROUNDS;
      busy.pause();
    }
  }

  private void runCodePy(List<Phase> phases, Deadline outer)
      throws SessionException, InterruptedException {
    CodePyPhases codePy = new CodePyPhases(seat, new CircuitPyDrive(seat.bench()), busy, listener);
    String nonce = nonces.get();
    outcomes.addAll(codePy.run(phases, source.forCodePy(phases, nonce), nonce, outer));
    busy.pause();
    if (!failed()) {
      codePy.restore(outer);
    }
  }

  /** What was saved for a test goes off the drive again, where the board still lets it. */
  private void tidy(Deadline outer) throws InterruptedException {
    Set<String> files = seat.takeLeftBehind();
    try {
      for (String file : files) {
        Attached attached = seat.attached(outer);
        attached.raw(outer);
        new CircuitPyDrive(seat.bench()).removeFor(attached, file, outer);
      }
    } catch (SessionException e) {
      seat.soil("files of a test are left on its drive: " + files);
    }
  }

  private boolean failed() {
    return outcomes.stream().anyMatch(o -> o.fault().isPresent());
  }

  private Outcome outcome(Optional<Fault> broken, List<ResetRecord> resets) {
    if (outcomes.isEmpty() && broken.isEmpty()) {
      broken =
          Optional.of(
              new Fault(FaultKind.SCRIPT_BROKEN, script.id() + " has no phase that could run"));
    }
    return new Weighing(seat.bench(), outcomes, resets).outcome(broken);
  }

  private ScriptReport report(Instant started, int boots, Outcome outcome) {
    Said said = Said.in(outcomes);
    said.unclean().ifPresent(seat::soil);
    // A program that dies leaves its watchdog armed (shared-module/watchdog/__init__.c).
    said.raised().ifPresent(seat::soil);
    return new ScriptReport(
        script.id(),
        outcome,
        Stream.concat(said.wiring().stream(), said.checks().stream()).toList(),
        said.measures(),
        seat.ledger().after(boots),
        started,
        Duration.between(started, seat.bench().clock().instant()),
        busy.total(),
        said.heap(),
        Said.power(outcomes));
  }
}
