package org.hilfarm.server.allure;

import java.util.Optional;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.server.visible.Visible;

/** An outcome in Allure's words: only the firmware fails, everybody else is broken. */
final class Statuses {
  private static final int MESSAGE = 4_000;

  private Statuses() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed p -> "passed";
      case Outcome.Failed f -> of(f.fault().blame());
      case Outcome.NotRun n -> of(n.fault().blame());
      case Outcome.Skipped s -> "skipped";
    };
  }

  static String of(Blame blame) {
    return switch (blame) {
      case FIRMWARE -> "failed";
      case SCRIPT, RACK, FARM -> "broken";
      case NOBODY -> "skipped";
    };
  }

  static Optional<ResultFile.Details> details(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Passed p -> Optional.empty();
      case Outcome.Failed f -> Optional.of(details(f.fault(), ""));
      case Outcome.NotRun n -> Optional.of(details(n.fault(), "It never started. "));
      case Outcome.Skipped s ->
          Optional.of(
              new ResultFile.Details(
                  "SKIPPED: " + Visible.block(s.reason(), MESSAGE),
                  "The script chose not to run. On a required pair that is never green."));
    };
  }

  /** The message begins with the blame, which is ours to say; the board's words come behind it. */
  private static ResultFile.Details details(Fault fault, String before) {
    return new ResultFile.Details(
        fault.blame() + ": " + before + Visible.block(fault.text(), MESSAGE),
        "%s. Who must act: %s.".formatted(fault.kind(), fault.blame().whoActs()));
  }
}
