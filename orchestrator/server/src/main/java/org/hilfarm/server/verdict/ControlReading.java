package org.hilfarm.server.verdict;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;

/** Reads what a control's attempts say; pure, in whatever order they come. */
final class ControlReading {
  private static final Set<FaultKind> HUNG =
      Set.of(
          FaultKind.NO_ANSWER,
          FaultKind.SCRIPT_RAISED,
          FaultKind.NEVER_STARTED,
          FaultKind.WIRING_WRONG);

  private final Control control;
  private final List<BoardReport> attempts;

  /**
   * @param all any reports; those of other jobs are left out
   */
  ControlReading(Control control, List<BoardReport> all) {
    this.control = control;
    Map<Integer, Long> byNumber = new HashMap<>();
    List<BoardReport> its =
        all.stream().filter(r -> r.job().equals(control.work().id())).distinct().toList();
    its.forEach(r -> byNumber.merge(r.attempt(), 1L, Long::sum));
    // Different reports of one attempt are none.
    this.attempts =
        its.stream()
            .filter(r -> Long.valueOf(1).equals(byNumber.get(r.attempt())))
            .filter(r -> r.board().equals(control.board()) && r.rack().equals(control.rack()))
            .sorted(Comparator.comparingInt(BoardReport::attempt).reversed())
            .toList();
  }

  /** Whether something in question is still open, and attempts are left to answer it. */
  static boolean tryAgain(Control control, List<BoardReport> attempts, int limit) {
    ControlReading reading = new ControlReading(control, attempts);
    int last = attempts.stream().mapToInt(BoardReport::attempt).max().orElse(0);
    PlannedJob work = control.work();
    boolean open =
        work.scripts().isEmpty()
            ? reading.starts() instanceof Answer.Unanswered
            : work.scripts().stream().anyMatch(s -> reading.of(s) instanceof Answer.Unanswered);
    return open && last < limit;
  }

  /** Whether the baseline starts on the board. */
  Answer starts() {
    return latest(this::starts);
  }

  /** Whether the baseline gets through this script on the board. */
  Answer of(ScriptId script) {
    return latest(report -> of(report, script));
  }

  private Answer latest(java.util.function.Function<BoardReport, Answer> read) {
    List<Answer> answers = attempts.stream().map(read).toList();
    return answers.stream()
        .filter(a -> !(a instanceof Answer.Unanswered))
        .findFirst()
        .orElseGet(
            () ->
                answers.isEmpty()
                    ? new Answer.Unanswered("nothing was reported of it: its board was not at work")
                    : answers.getFirst());
  }

  private Answer starts(BoardReport report) {
    return switch (report.flash()) {
      case FlashReport.Running running -> {
        String wrong = new Evidence(control.work(), report).otherImage(running);
        yield wrong.isEmpty() ? new Answer.Passes() : new Answer.Unanswered(wrong);
      }
      case FlashReport.NotRunning not -> failed(not.fault());
    };
  }

  private Answer of(BoardReport report, ScriptId script) {
    if (!(starts(report) instanceof Answer.Passes)) {
      return starts(report);
    }
    var against = new Evidence(control.work(), report).against(script);
    if (against.isEmpty()) {
      return new Answer.Passes();
    }
    return report.scripts().stream()
        .filter(s -> s.script().equals(script))
        .findFirst()
        .map(s -> notPassed(s, against.getFirst().text()))
        .orElseGet(() -> new Answer.Unanswered(against.getFirst().text()));
  }

  private static Answer notPassed(ScriptReport script, String against) {
    return switch (script.outcome()) {
      case Outcome.Passed passed -> new Answer.Fails(against);
      case Outcome.Skipped skipped -> new Answer.Fails("it skipped itself: " + skipped.reason());
      case Outcome.Failed failed -> failed(failed.fault());
      case Outcome.NotRun not -> failed(not.fault());
    };
  }

  /** What hub, cable or farm did to a control says nothing about board and script. */
  private static Answer failed(Fault fault) {
    boolean says =
        HUNG.contains(fault.kind())
            || fault.blame() == Blame.FIRMWARE
            || fault.blame() == Blame.SCRIPT;
    return says ? new Answer.Fails(fault.text()) : new Answer.Unanswered(fault.text());
  }
}
