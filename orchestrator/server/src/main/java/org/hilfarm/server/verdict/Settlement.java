package org.hilfarm.server.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;

/**
 * Attempts as their controls show them: who is at fault where an attempt alone could not say. Pure;
 * what is stored stays as it was reported.
 */
public final class Settlement {
  /** Only a control can prove these; a rack that claims one is not believed. */
  private static final Set<FaultKind> PROVEN_BY_CONTROLS =
      Set.of(
          FaultKind.HANG_PROVEN,
          FaultKind.NOT_BOOTABLE,
          FaultKind.RAISED_PROVEN,
          FaultKind.WIRING_REFUTED);

  private final Map<JobId, PlannedJob> jobs = new HashMap<>();
  private final Asked asked;
  private final List<BoardReport> all;

  private Settlement(RunPlan plan, List<BoardReport> all, List<Control> controls) {
    plan.jobs().forEach(j -> jobs.put(j.id(), j));
    this.asked = new Asked(plan, controls);
    this.all = all;
  }

  /** The same attempts in the same order; those of controls are left as they are. */
  public static List<BoardReport> of(
      RunPlan plan, List<BoardReport> attempts, List<Control> controls) {
    Settlement settlement = new Settlement(plan, attempts, controls);
    return attempts.stream().map(settlement::settled).toList();
  }

  /** Whether a control is tried once more: something is still open, and attempts are left. */
  public static boolean tryAgain(Control control, List<BoardReport> attempts, int limit) {
    return ControlReading.tryAgain(new ControlReading(control, attempts), attempts, limit);
  }

  private BoardReport settled(BoardReport report) {
    PlannedJob job = jobs.get(report.job());
    if (job == null) {
      return report;
    }
    BoardReport believed = changed(report, Settlement::withoutClaims, s -> s);
    Optional<Question> question = Question.of(job, believed);
    return question.isEmpty() ? believed : answered(job, believed, question.get());
  }

  private BoardReport answered(PlannedJob job, BoardReport report, Question question) {
    if (question.scripts().isEmpty()) {
      return changed(report, weighed(job, report, Optional.empty())::settle, s -> s);
    }
    return changed(
        report,
        f -> f,
        s ->
            question.scripts().contains(s.script())
                ? with(s, weighed(job, report, Optional.of(s.script()))::settle)
                : s);
  }

  private Weighed weighed(PlannedJob job, BoardReport report, Optional<ScriptId> script) {
    return asked.weigh(job, report, script, c -> new ControlReading(c, all));
  }

  private static Fault withoutClaims(Fault fault) {
    return PROVEN_BY_CONTROLS.contains(fault.kind())
        ? new Fault(
            FaultKind.FARM_BUG,
            "the rack reports %s, which only a control can prove: %s"
                .formatted(fault.kind(), fault.text()))
        : fault;
  }

  private interface OfFault {
    Fault change(Fault fault);
  }

  private interface OfScript {
    ScriptReport change(ScriptReport script);
  }

  /** With other faults everywhere, and after that with other scripts. */
  private static BoardReport changed(BoardReport report, OfFault fault, OfScript script) {
    FlashReport flash =
        switch (report.flash()) {
          case FlashReport.Running running -> running;
          case FlashReport.NotRunning not -> new FlashReport.NotRunning(fault.change(not.fault()));
        };
    return new BoardReport(
        report.job(),
        report.attempt(),
        report.rack(),
        report.board(),
        report.boardType(),
        flash,
        report.scripts().stream().map(s -> script.change(with(s, fault))).toList(),
        report.resets(),
        report.attachments(),
        report.started(),
        report.finished(),
        report.emulated());
  }

  private static ScriptReport with(ScriptReport script, OfFault fault) {
    Outcome outcome =
        switch (script.outcome()) {
          case Outcome.Passed passed -> passed;
          case Outcome.Skipped skipped -> skipped;
          case Outcome.Failed failed -> new Outcome.Failed(fault.change(failed.fault()));
          case Outcome.NotRun not -> new Outcome.NotRun(fault.change(not.fault()));
        };
    return new ScriptReport(
        script.script(),
        outcome,
        script.checks(),
        script.measures(),
        script.resets(),
        script.started(),
        script.wall(),
        script.boardBusy(),
        script.heap(),
        script.power());
  }
}
