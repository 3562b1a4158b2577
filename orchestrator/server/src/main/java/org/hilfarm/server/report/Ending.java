package org.hilfarm.server.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;

/** How an attempt ended, in one word of a few. */
final class Ending {
  private Ending() {}

  /** Passed; skipped where nothing failed but a script did not run; else who must act first. */
  static String of(BoardReport report) {
    Optional<Blame> blame =
        faults(report).map(f -> f.kind().blame()).min(Comparator.naturalOrder());
    return blame
        .map(b -> b.name().toLowerCase(Locale.ROOT))
        .orElseGet(
            () ->
                outcomes(report).allMatch(Outcome.Passed.class::isInstance) ? "passed" : "skipped");
  }

  private static Stream<Fault> faults(BoardReport report) {
    return switch (report.flash()) {
      case FlashReport.Running running -> outcomes(report).flatMap(o -> faults(o).stream());
      case FlashReport.NotRunning not -> Stream.of(not.fault());
    };
  }

  private static List<Fault> faults(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed passed -> List.of();
      case Outcome.Skipped skipped -> List.of();
      case Outcome.Failed failed -> List.of(failed.fault());
      case Outcome.NotRun not -> List.of(not.fault());
    };
  }

  private static Stream<Outcome> outcomes(BoardReport report) {
    return report.scripts().stream().map(s -> s.outcome());
  }
}
