package org.hilfarm.server.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.postgres.FrontRows;
import org.hilfarm.server.postgres.JobRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.verdict.Settlement;
import org.hilfarm.server.verdict.Told;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.SoakView;

/** Stored runs as people see them; pure. */
final class RunViews {
  /** As many words about starts as fit into a table's cell. */
  private static final int MOST_STARTS = 12;

  private RunViews() {}

  /**
   * A run as it stands.
   *
   * @param reported every attempt as it was reported
   */
  static RunView of(
      RunRow row, List<JobRow> jobs, List<BoardReport> reported, Map<JobId, Outlook> outlooks) {
    RunPlan plan = row.plan();
    List<Control> controls = jobs.stream().flatMap(j -> j.control().stream()).toList();
    List<BoardReport> attempts = Settlement.of(plan, reported, controls);
    Told told = new Told(plan, attempts);
    JobViews views = new JobViews(plan);
    CaseWork.Numbers numbers =
        new CaseWork(plan, controls.stream(), jobs.stream().flatMap(j -> j.rerun().stream()))
            .numbers(attempts);
    return view(
        row,
        !attempts.isEmpty(),
        new Work(jobs, outlooks),
        attempts.stream()
            .filter(told::told)
            .map(a -> board(plan, a, new Seen(beside(a, jobs), views.round(a.job()), numbers)))
            .toList(),
        SoakViews.of(plan, attempts, told));
  }

  /**
   * A run as a list shows it: without attempts.
   *
   * @param begun whether an attempt was made
   */
  static RunView listed(
      RunRow row, List<JobRow> jobs, boolean begun, Map<JobId, Outlook> outlooks) {
    return view(row, begun, new Work(jobs, outlooks), List.of(), List.of());
  }

  /** A run that has ended, as a list shows it that has no room for what it required. */
  static RunView line(FrontRows.Line line, Verdict verdict) {
    return new RunView(
        line.run(),
        Words.plain(line.name()),
        "done",
        Optional.of(verdict.word()),
        Words.of(verdict),
        line.suite(),
        line.baseline(),
        line.submitted(),
        line.finished(),
        line.reportDir().filter(RunStore::here),
        line.reportUrl(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        line.change().map(RunViews::change));
  }

  private record Work(List<JobRow> jobs, Map<JobId, Outlook> outlooks) {}

  private static RunView view(
      RunRow row, boolean begun, Work work, List<RunView.BoardView> boards, List<SoakView> soak) {
    RunPlan plan = row.plan();
    return new RunView(
        plan.run(),
        Words.plain(plan.build().name()),
        state(row, work.jobs(), begun),
        row.verdict().map(Verdict::word),
        row.verdict().map(Words::of).orElse(List.of()),
        plan.suite().value(),
        row.baseline(),
        row.submitted(),
        row.finished(),
        row.reportDir(),
        row.reportUrl(),
        plan.notCovered(),
        List.copyOf(plan.required()),
        plan.notApplicable(),
        new JobViews(plan).of(work.jobs(), work.outlooks()),
        boards,
        soak,
        row.change().map(RunViews::change));
  }

  private static RunView.Change change(RunRow.Change change) {
    PullRequest pullRequest = change.pullRequest();
    return new RunView.Change(
        pullRequest.repository(),
        pullRequest.number(),
        pullRequest.commit(),
        change.replaces(),
        change.replacedBy());
  }

  private static String state(RunRow row, List<JobRow> jobs, boolean begun) {
    if (row.finished().isPresent()) {
      return "done";
    }
    boolean leased = jobs.stream().anyMatch(j -> j.state().equals("leased"));
    return begun || leased ? "running" : "queued";
  }

  /** What an attempt controls or runs again, in words; empty for one of the plan's own. */
  private static Optional<String> beside(BoardReport report, List<JobRow> jobs) {
    return jobs.stream()
        .filter(j -> j.id().equals(report.job()))
        .flatMap(
            j ->
                Stream.concat(
                    j.control().stream().map(Control::toString),
                    j.rerun().stream().map(Rerun::toString)))
        .findFirst();
  }

  /** What a report does not say of itself. */
  private record Seen(Optional<String> beside, Optional<Round> round, CaseWork.Numbers numbers) {}

  private static RunView.BoardView board(RunPlan plan, BoardReport report, Seen seen) {
    return new RunView.BoardView(
        report.board(),
        report.boardType(),
        family(plan, report.boardType()),
        report.attempt(),
        flash(report.flash()),
        report.scripts().stream().map(s -> script(plan, report, s, seen.numbers())).toList(),
        seen.beside(),
        report.emulated(),
        seen.round());
  }

  /** By the plan's own image, whose banner was checked to name the chip. */
  private static Family family(RunPlan plan, BoardTypeId type) {
    String machine =
        plan.build().images().stream()
            .filter(i -> i.boardType().equals(type))
            .map(i -> i.banner().machine().toLowerCase(Locale.ROOT)) // each firmware its own case
            .findFirst()
            .orElse("");
    for (Family family : Family.values()) {
      if (machine.endsWith(" with " + family.mcuName().toLowerCase(Locale.ROOT))) {
        return family;
      }
    }
    throw new IllegalStateException(
        "run %s: its plan has no image for %s".formatted(plan.run(), type));
  }

  private static String flash(FlashReport flash) {
    return switch (flash) {
      case FlashReport.Running running -> "running " + running.banner().version();
      case FlashReport.NotRunning not -> Words.plain(not.fault().text());
    };
  }

  private static RunView.ScriptView script(
      RunPlan plan, BoardReport report, ScriptReport script, CaseWork.Numbers numbers) {
    CaseId id = new CaseId(plan.run(), report.board(), script.script());
    Optional<Fault> fault =
        switch (script.outcome()) {
          case Outcome.Passed passed -> Optional.empty();
          case Outcome.Failed failed -> Optional.of(failed.fault());
          case Outcome.NotRun not -> Optional.of(not.fault());
          case Outcome.Skipped skipped ->
              Optional.of(new Fault(FaultKind.SKIPPED_REQUIRED, skipped.reason()));
        };
    return new RunView.ScriptView(
        script.script(),
        status(script.outcome()),
        fault.map(Fault::blame),
        fault.map(f -> Words.plain(f.text())),
        script.resets().stream().flatMap(r -> r.witnesses().resetReason().stream()).toList(),
        Optional.of(script).filter(Pictures::has).map(s -> Pictures.address(plan.run(), report, s)),
        overheard(script),
        numbers.of(report, script.script()).map(id::address));
  }

  /** What a reset reason does not tell: the ROM's line, and a safe mode. */
  private static Optional<String> overheard(ScriptReport script) {
    return script.resets().stream()
        .map(ResetRecord::witnesses)
        .flatMap(
            w ->
                Stream.concat(
                    w.romLine().stream().map(l -> l.replaceFirst(",boot:.*", "")),
                    w.safeModeReason().stream()
                        .filter(m -> m != SafeModeReason.NONE)
                        .map(m -> "safe mode " + m)))
        .limit(MOST_STARTS)
        .reduce((a, b) -> a + ", " + b)
        .map(Words::plain);
  }

  static String status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed passed -> "passed";
      case Outcome.Failed failed -> "failed";
      case Outcome.Skipped skipped -> "skipped";
      case Outcome.NotRun not -> "not-run";
    };
  }
}
