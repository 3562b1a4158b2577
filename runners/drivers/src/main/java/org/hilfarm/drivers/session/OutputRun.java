package org.hilfarm.drivers.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.script.ReplPhase;
import org.hilfarm.drivers.seat.BusyTime;
import org.hilfarm.drivers.seat.CleanStart;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.upstream.Finding;
import org.hilfarm.drivers.upstream.Printed;
import org.hilfarm.drivers.upstream.Reading;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.Via;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;

/**
 * One upstream test, as it is, in an interpreter of its own; judged by what it prints. Only a board
 * that went silent costs a power cycle.
 */
final class OutputRun {
  private static final String PRINTS = "prints what is expected";

  private final Seat seat;
  private final Script test;
  private final Expectation expectation;
  private final Features features;
  private final BusyTime busy = new BusyTime(Ticker.system());
  private Optional<Check> check = Optional.empty();

  OutputRun(Seat seat, Script test, Expectation expectation, Features features) {
    this.seat = seat;
    this.test = test;
    this.expectation = expectation;
    this.features = features;
  }

  /** Runs it; whatever goes wrong is in the report. */
  ScriptReport run(Deadline outer) throws InterruptedException {
    Instant started = seat.bench().clock().instant();
    int boots = seat.ledger().boots();
    Outcome outcome;
    try {
      outcome = outcome(outer);
    } catch (SessionException e) {
      seat.soil(e.fault().text());
      seat.detach();
      outcome = new Outcome.NotRun(e.fault());
    }
    return new ScriptReport(
        test.id(),
        outcome,
        check.stream().toList(),
        List.of(),
        seat.ledger().after(boots),
        started,
        Duration.between(started, seat.bench().clock().instant()),
        busy.total());
  }

  private Outcome outcome(Deadline outer) throws SessionException, InterruptedException {
    if (expectation.form() == Expectation.Form.NOT_RUN) {
      return new Outcome.Skipped(expectation.text());
    }
    if (seat.dirty()) {
      seat.startClean(outer);
    }
    Optional<String> lacking = features.lacking(test.id(), seat, outer);
    if (lacking.isPresent()) {
      return new Outcome.Skipped(lacking.get());
    }
    seat.note("script " + test.id());
    return expectation.form() == Expectation.Form.SCOREBOARD ? asCodePy(outer) : overRepl(outer);
  }

  private Outcome asCodePy(Deadline outer) throws SessionException, InterruptedException {
    ScoreboardRun board = new ScoreboardRun(seat, test, busy);
    if (board.lacking().isPresent()) {
      return new Outcome.Skipped(board.lacking().get());
    }
    try {
      return judged(board.run(outer), "");
    } catch (SessionException e) {
      if (e.fault().kind() == FaultKind.POWER_SWITCH_FAILED
          && seat.bench().cleanStart() == CleanStart.POWER_CYCLE_OR_RESET) {
        return new Outcome.Skipped(
            "it begins with a power cycle, and the port cannot switch power");
      }
      seat.detach();
      return new Outcome.Failed(e.fault());
    }
  }

  private Outcome overRepl(Deadline outer) throws SessionException, InterruptedException {
    Phase whole =
        new Phase(
            test.id().value(),
            Via.REPL,
            Ends.DONE,
            test.timeout(),
            Optional.empty(),
            Duration.ZERO);
    ReplPhase phase = new ReplPhase(seat, whole, busy);
    Printed printed = new Printed();
    Deadline within = seat.bench().patience(test.timeout(), outer);
    Execution execution = phase.execute(test.source(), printed::add, within, outer);
    busy.pause();
    return execution instanceof Execution.Ended ended
        ? judged(printed, ended.error())
        : new Outcome.Failed(phase.notEnded(execution, outer));
  }

  private Outcome judged(Printed printed, String error) {
    Finding finding = Reading.of(test, expectation, printed, error);
    return switch (finding) {
      case Finding.Right right -> {
        check = Optional.of(new Check(PRINTS, true, ""));
        yield new Outcome.Passed();
      }
      case Finding.Wrong wrong -> {
        check = Optional.of(new Check(PRINTS, false, wrong.difference()));
        yield new Outcome.Failed(
            new Fault(
                FaultKind.CHECK_FAILED,
                "%s on %s: %s".formatted(test.id(), seat.bench().name(), wrong.what())));
      }
      case Finding.Skipped skipped -> new Outcome.Skipped(skipped.reason());
    };
  }
}
