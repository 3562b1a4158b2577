package org.hilfarm.farm.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;

/**
 * What came of a folder of upstream tests on the desk.
 *
 * @param bench on which board
 * @param banner what the board runs; empty where it did not say
 * @param reports one for each test, in order
 * @param starts how often the board was started, the clean start included
 * @param wall how long it took
 */
public record UpstreamResult(
    Bench bench, Optional<Banner> banner, List<ScriptReport> reports, int starts, Duration wall) {
  public UpstreamResult {
    reports = List.copyOf(reports);
  }

  /** How many ended so: passed, failed, skipped, not-run. */
  public long count(String status) {
    return reports.stream().filter(r -> status(r).equals(status)).count();
  }

  /** Whether one passed and none did anything else but pass or skip itself. */
  public boolean passed() {
    return count("passed") > 0 && count("passed") + count("skipped") == reports.size();
  }

  /** Whether one shows evidence against the firmware. */
  public boolean firmwareAtFault() {
    return reports.stream().flatMap(r -> fault(r).stream()).anyMatch(UpstreamResult::firmware);
  }

  private static boolean firmware(Fault fault) {
    return fault.blame() == Blame.FIRMWARE;
  }

  /** How a test ended, in one word. */
  public static String status(ScriptReport report) {
    return switch (report.outcome()) {
      case Outcome.Passed passed -> "passed";
      case Outcome.Failed failed -> "failed";
      case Outcome.Skipped skipped -> "skipped";
      case Outcome.NotRun notRun -> "not-run";
    };
  }

  /** Why it did not pass; empty where it did. */
  public static String reason(ScriptReport report) {
    return switch (report.outcome()) {
      case Outcome.Passed passed -> "";
      case Outcome.Skipped skipped -> skipped.reason();
      case Outcome.Failed failed -> failed.fault().text();
      case Outcome.NotRun notRun -> notRun.fault().text();
    };
  }

  /** What went wrong in it. */
  public static Optional<Fault> fault(ScriptReport report) {
    return switch (report.outcome()) {
      case Outcome.Failed failed -> Optional.of(failed.fault());
      case Outcome.NotRun notRun -> Optional.of(notRun.fault());
      case Outcome.Passed passed -> Optional.empty();
      case Outcome.Skipped skipped -> Optional.empty();
    };
  }

  /** The folder a test lies in. */
  public static String folder(ScriptReport report) {
    String path = path(report);
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** A test's path as upstream would name it, without its ending. */
  public static String path(ScriptReport report) {
    String id = report.script().value();
    return id.substring(id.indexOf('/') + 1);
  }
}
