package org.hilfarm.farm.desk;

import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.script.Script;

/**
 * What came of one script on the desk.
 *
 * @param script which
 * @param bench on which board
 * @param banner what the board runs; empty where it did not say
 * @param report the script's
 * @param starts every start of the board, the clean one before the script too
 */
public record DeskResult(
    Script script,
    Bench bench,
    Optional<Banner> banner,
    ScriptReport report,
    List<ResetRecord> starts) {
  public DeskResult {
    starts = List.copyOf(starts);
  }

  /** Whether every phase ended as it had to and every check held. */
  public boolean passed() {
    return report.outcome() instanceof Outcome.Passed;
  }

  /** Whether there is evidence against the firmware. */
  public boolean firmwareAtFault() {
    return fault().filter(f -> f.blame() == Blame.FIRMWARE).isPresent();
  }

  /** What went wrong. */
  public Optional<Fault> fault() {
    return switch (report.outcome()) {
      case Outcome.Failed failed -> Optional.of(failed.fault());
      case Outcome.NotRun notRun -> Optional.of(notRun.fault());
      case Outcome.Passed passed -> Optional.empty();
      case Outcome.Skipped skipped -> Optional.empty();
    };
  }

  /** In one word: passed, failed, skipped, not-run. */
  public String status() {
    return switch (report.outcome()) {
      case Outcome.Passed passed -> "passed";
      case Outcome.Failed failed -> "failed";
      case Outcome.Skipped skipped -> "skipped";
      case Outcome.NotRun notRun -> "not-run";
    };
  }

  /** Why it did not pass; empty where it did. */
  public String reason() {
    return switch (report.outcome()) {
      case Outcome.Passed passed -> "";
      case Outcome.Skipped skipped -> "the script skipped itself: " + skipped.reason();
      case Outcome.Failed failed -> failed.fault().text();
      case Outcome.NotRun notRun -> notRun.fault().text();
    };
  }
}
