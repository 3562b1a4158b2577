package org.hilfarm.server.verdict;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;

/**
 * Reads what the attempts at a control, or at a rerun, say; pure, in whatever order they come.
 * Those on another board than the one that was meant say nothing.
 */
final class ControlReading {
  private static final Set<FaultKind> HUNG =
      Set.of(
          FaultKind.NO_ANSWER,
          FaultKind.SCRIPT_RAISED,
          FaultKind.NEVER_STARTED,
          FaultKind.WIRING_WRONG);

  private final PlannedJob work;
  private final List<BoardReport> attempts;

  /**
   * @param all any reports; those of other jobs are left out
   */
  ControlReading(Control control, List<BoardReport> all) {
    this(
        control.work(),
        r -> r.board().equals(control.board()) && r.rack().equals(control.rack()),
        all);
  }

  /**
   * @param all any reports; those of other jobs are left out
   */
  ControlReading(Rerun rerun, List<BoardReport> all) {
    this(rerun.work(), r -> r.board().equals(rerun.board()) && r.rack().equals(rerun.rack()), all);
  }

  private ControlReading(PlannedJob work, Predicate<BoardReport> where, List<BoardReport> all) {
    this.work = work;
    Map<Integer, Long> byNumber = new HashMap<>();
    List<BoardReport> its = all.stream().filter(r -> r.job().equals(work.id())).distinct().toList();
    its.forEach(r -> byNumber.merge(r.attempt(), 1L, Long::sum));
    // Different reports of one attempt are none.
    this.attempts =
        its.stream()
            .filter(r -> Long.valueOf(1).equals(byNumber.get(r.attempt())))
            .filter(where)
            .sorted(Comparator.comparingInt(BoardReport::attempt).reversed())
            .toList();
  }

  /** Whether something in question is still open, and attempts are left to answer it. */
  static boolean tryAgain(ControlReading reading, List<BoardReport> attempts, int limit) {
    int last = attempts.stream().mapToInt(BoardReport::attempt).max().orElse(0);
    return reading.open() && last < limit;
  }

  private boolean open() {
    return work.scripts().isEmpty()
        ? starts() instanceof Answer.Unanswered
        : work.scripts().stream().anyMatch(s -> of(s) instanceof Answer.Unanswered);
  }

  /** Whether the image starts on the board. */
  Answer starts() {
    return latest(this::starts);
  }

  /** Whether the image gets through this script on the board. */
  Answer of(ScriptId script) {
    return latest(report -> of(report, script));
  }

  private Answer latest(Function<BoardReport, Answer> read) {
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
        String wrong = new Evidence(work, report).otherImage(running);
        yield wrong.isEmpty() ? new Answer.Passes() : new Answer.Unanswered(wrong);
      }
      case FlashReport.NotRunning not -> failed(not.fault());
    };
  }

  private Answer of(BoardReport report, ScriptId script) {
    if (!(starts(report) instanceof Answer.Passes)) {
      return starts(report);
    }
    List<Reason> against = new Evidence(work, report).against(script);
    if (against.isEmpty()) {
      return new Answer.Passes();
    }
    // As an attempt at planned work would be: a start of the board may speak louder than the
    // script.
    Optional<Reason> code =
        against.stream()
            .filter(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT)
            .findFirst();
    if (code.isPresent()) {
      return new Answer.Fails(code.get().text());
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
