package org.hilfarm.server.allure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.visible.Visible;

/**
 * The result of a control or a rerun: told from what was planned by its name and labels, kept out
 * of its history, and never {@code failed}: a control's baseline is not what is tested, and what a
 * rerun found is told with the attempt it is of.
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

  static ResultFile of(FinishedRun.Beside beside, ResultFile result) {
    String word = beside.word();
    String note = Visible.line(beside.note(), 200);
    return new ResultFile(
        result.uuid(),
        history(word, result.historyId()),
        history(word, result.testCaseId()),
        word + ": " + result.fullName(),
        word + ": " + result.name(),
        result.status().equals("failed") ? "broken" : result.status(),
        result.statusDetails().map(d -> details(beside, note, d)),
        result.stage(),
        result.steps(),
        result.attachments(),
        Stream.concat(
                result.parameters().stream(),
                Stream.of(new ResultFile.Parameter(word, note, false)))
            .toList(),
        Stream.concat(
                result.labels().stream(),
                Stream.of(new ResultFile.Label("tag", word), new ResultFile.Label(word, note)))
            .toList(),
        result.links(),
        result.start(),
        result.stop());
  }

  private static String history(String word, String id) {
    return Sha256.of((word + " " + id).getBytes(StandardCharsets.UTF_8)).value().substring(0, 32);
  }

  private static ResultFile.Details details(
      FinishedRun.Beside beside, String note, ResultFile.Details details) {
    return new ResultFile.Details(
        "%s: %s. %s".formatted(beside.word().toUpperCase(Locale.ROOT), note, details.message()),
        details.trace());
  }
}
