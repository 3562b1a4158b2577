package org.hilfarm.server.allure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;

/**
 * The result of a control: told from the build's own by its name and labels, kept out of their
 * history, and never {@code failed}, since the baseline is not what is tested.
 */
final class ControlResult {
  private static final ScriptId START = new ScriptId("board/starts");

  private ControlResult() {}

  /** Whether the board started, put like a script, for a control that runs none. */
  static ScriptReport start(BoardReport attempt) {
    Outcome outcome =
        switch (attempt.flash()) {
          case FlashReport.Running running -> new Outcome.Passed();
          case FlashReport.NotRunning not -> new Outcome.NotRun(not.fault());
        };
    return new ScriptReport(
        START,
        outcome,
        List.of(),
        List.of(),
        List.of(),
        attempt.started(),
        Duration.between(attempt.started(), attempt.finished()),
        Duration.ZERO);
  }

  static ResultFile of(Control control, ResultFile result) {
    String note = Visible.line(control.toString(), 200);
    return new ResultFile(
        result.uuid(),
        history(result.historyId()),
        history(result.testCaseId()),
        "control: " + result.fullName(),
        "control: " + result.name(),
        result.status().equals("failed") ? "broken" : result.status(),
        result.statusDetails().map(d -> details(note, d)),
        result.stage(),
        result.steps(),
        result.attachments(),
        Stream.concat(
                result.parameters().stream(),
                Stream.of(new ResultFile.Parameter("control", note, false)))
            .toList(),
        Stream.concat(
                result.labels().stream(),
                Stream.of(
                    new ResultFile.Label("tag", "control"), new ResultFile.Label("control", note)))
            .toList(),
        result.links(),
        result.start(),
        result.stop());
  }

  private static String history(String id) {
    return Sha256.of(("control " + id).getBytes(StandardCharsets.UTF_8)).value().substring(0, 32);
  }

  private static ResultFile.Details details(String note, ResultFile.Details details) {
    return new ResultFile.Details(
        "CONTROL: %s. %s".formatted(note, details.message()), details.trace());
  }
}
