package org.hilfarm.server.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;

/**
 * What one attempt proves of one required pair: a pass, where there is nothing to say against it,
 * or the reasons why it is none. A report is believed only as far as it agrees with the plan and
 * with itself.
 */
final class Evidence {
  private final PlannedJob job;
  private final BoardReport report;

  Evidence(PlannedJob job, BoardReport report) {
    this.job = job;
    this.report = report;
  }

  /** The reasons why this attempt is no pass of the script; none means that it is. */
  List<Reason> against(ScriptId script) {
    Optional<Reason> unproven = unproven(script);
    if (unproven.isPresent()) {
      return List.of(unproven.get());
    }
    List<ScriptReport> its =
        report.scripts().stream().filter(s -> s.script().equals(script)).toList();
    if (its.size() != 1) {
      return List.of(
          reason(
              script,
              Blame.FARM,
              its.isEmpty()
                  ? "the report holds no result of it: it is incomplete"
                  : "the report holds %d results of it: only one can be true"
                      .formatted(its.size())));
    }
    List<Reason> reasons = new ArrayList<>(ofOutcome(its.getFirst()));
    strays().stream()
        .filter(r -> fellAfter(r).equals(script))
        .forEach(r -> reasons.add(reset(script, r, " after the script")));
    return reasons;
  }

  /** Why nothing this report says can count for the image: it was not proven to run. */
  private Optional<Reason> unproven(ScriptId script) {
    if (report.emulated() && job.needs().contains(Ability.HARDWARE)) {
      return Optional.of(
          reason(script, Blame.RACK, "an emulated board reports on work that was for a board"));
    }
    return switch (report.flash()) {
      case FlashReport.NotRunning not -> Optional.of(ofFlash(script, not.fault()));
      case FlashReport.Running running -> {
        String wrong = otherImage(running);
        yield wrong.isEmpty() ? Optional.empty() : Optional.of(reason(script, Blame.RACK, wrong));
      }
    };
  }

  private Reason ofFlash(ScriptId script, Fault fault) {
    if (fault.blame() == Blame.FIRMWARE && fault.kind() != FaultKind.NOT_BOOTABLE) {
      return reason(
          script,
          Blame.FARM,
          "the report blames the firmware with %s, but says that it never ran: %s"
              .formatted(fault.kind(), fault.text()));
    }
    return reason(script, fault.blame(), fault.text());
  }

  /** The kinds of fault for which it is red in the script; none where it is not. */
  Set<FaultKind> kinds(ScriptId script) {
    long red =
        against(script).stream()
            .filter(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT)
            .count();
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    if (red > 0) {
      fault()
          .or(() -> fault(script))
          .filter(f -> f.blame() == Blame.FIRMWARE || f.blame() == Blame.SCRIPT)
          .map(Fault::kind)
          .ifPresent(kinds::add);
    }
    if (red > kinds.size()) {
      kinds.add(FaultKind.UNEXPECTED_RESET);
    }
    return kinds;
  }

  private Optional<Fault> fault() {
    return report.flash() instanceof FlashReport.NotRunning not
        ? Optional.of(not.fault())
        : Optional.empty();
  }

  private Optional<Fault> fault(ScriptId script) {
    return report.scripts().stream()
        .filter(s -> s.script().equals(script))
        .findFirst()
        .flatMap(
            s ->
                switch (s.outcome()) {
                  case Outcome.Passed passed -> Optional.empty();
                  case Outcome.Failed failed -> Optional.of(failed.fault());
                  case Outcome.NotRun not -> Optional.of(not.fault());
                  case Outcome.Skipped skipped ->
                      Optional.of(new Fault(FaultKind.SKIPPED_REQUIRED, skipped.reason()));
                });
  }

  /** Whether anything it says is evidence against the firmware. */
  boolean red() {
    return job.scripts().stream()
        .flatMap(s -> against(s).stream())
        .anyMatch(r -> r.blame() == Blame.FIRMWARE);
  }

  /** Whether what it says against the script can be mended by no other attempt. */
  boolean decided(ScriptId script) {
    return against(script).stream()
        .anyMatch(r -> r.blame() == Blame.FIRMWARE || r.blame() == Blame.SCRIPT);
  }

  /** Whether the board was proven to run the job's image. */
  boolean ran() {
    return report.flash() instanceof FlashReport.Running running && otherImage(running).isEmpty();
  }

  /** Why what the board runs is not the job's image; empty where it is. */
  String otherImage(FlashReport.Running running) {
    if (!report.boardType().equals(job.image().boardType())) {
      return "the report is of a %s, the job is for a %s"
          .formatted(report.boardType(), job.image().boardType());
    }
    if (!running.written().equals(job.image().digest())) {
      return "the image that was written has the digest %s, the plan's has %s"
          .formatted(running.written().brief(), job.image().digest().brief());
    }
    if (!running.boardId().equals(job.image().boardType())) {
      return "the board says it is a %s, the image is for a %s"
          .formatted(running.boardId(), job.image().boardType());
    }
    if (!running.banner().equals(job.image().banner())) {
      return "the board says it runs \"%s\", the image is \"%s\""
          .formatted(running.banner(), job.image().banner());
    }
    return "";
  }

  private List<Reason> ofOutcome(ScriptReport script) {
    return switch (script.outcome()) {
      case Outcome.Passed passed -> againstPass(script);
      case Outcome.Failed failed -> List.of(fault(script, failed.fault()));
      case Outcome.NotRun not -> List.of(fault(script, not.fault()));
      case Outcome.Skipped skipped ->
          List.of(
              reason(
                  script.script(),
                  Blame.SCRIPT,
                  "the script skipped itself although it is required here: " + skipped.reason()));
    };
  }

  private Reason fault(ScriptReport script, Fault fault) {
    return reason(script.script(), fault.blame(), fault.text());
  }

  /** A pass that its own details deny is none. */
  private List<Reason> againstPass(ScriptReport script) {
    List<Reason> reasons = new ArrayList<>();
    if (script.checks().stream().anyMatch(c -> !c.passed())
        || script.measures().stream().anyMatch(m -> !m.within())) {
      reasons.add(
          reason(
              script.script(),
              Blame.FARM,
              "the report says that it passed, and lists a check or measure that failed"));
    }
    script.resets().stream()
        .filter(r -> r.judgement() != Judgement.EXPECTED)
        .forEach(r -> reasons.add(reset(script.script(), r, " in the script")));
    return reasons;
  }

  /** Starts of the board that fell between scripts and that the oracle did not expect. */
  private List<ResetRecord> strays() {
    Set<Integer> inScripts =
        report.scripts().stream()
            .flatMap(s -> s.resets().stream())
            .map(ResetRecord::boot)
            .collect(Collectors.toSet());
    return report.resets().stream()
        .filter(r -> r.judgement() != Judgement.EXPECTED && !inScripts.contains(r.boot()))
        .toList();
  }

  /** The job's script that began last before this; the first where none had begun. */
  private ScriptId fellAfter(ResetRecord reset) {
    return report.scripts().stream()
        .filter(s -> job.scripts().contains(s.script()) && !s.started().isAfter(reset.at()))
        .max(Comparator.comparing(ScriptReport::started))
        .map(ScriptReport::script)
        .orElse(job.scripts().getFirst());
  }

  /** Only the rack can brown a board out; any other unforeseen start is the firmware's. */
  private Reason reset(ScriptId script, ResetRecord reset, String where) {
    boolean power = reset.witnesses().resetReason().equals(Optional.of(ResetReason.BROWNOUT));
    return reason(
        script,
        power ? Blame.RACK : Blame.FIRMWARE,
        "the board started again%s (boot %d): %s".formatted(where, reset.boot(), reset.why()));
  }

  private Reason reason(ScriptId script, Blame blame, String text) {
    return new Reason(
        blame, new Requirement(job.image().boardType(), script), Optional.of(report.board()), text);
  }
}
