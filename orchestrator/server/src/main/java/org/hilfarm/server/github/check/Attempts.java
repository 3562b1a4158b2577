package org.hilfarm.server.github.check;

import java.util.List;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.ScriptView;
import org.hilfarm.wire.runapi.SoakView;

/** Every attempt on every board, with what was said where it was no pass. */
record Attempts(Subject subject, RunView view) {

  String write(Sheet sheet) {
    List<BoardView> boards =
        view.boards().stream().filter(b -> subject.about(b.boardType())).toList();
    if (!boards.isEmpty()) {
      sheet.add("Every attempt is here, also those that were tried again.\n");
    }
    for (SoakView soak : view.soak()) {
      if (subject.about(soak.boardType())) {
        sheet.add("* %s: %s".formatted(Markdown.code(soak.boardType().value()), soak.roundsRun()));
      }
    }
    boards.forEach(b -> write(sheet, b));
    return sheet.text();
  }

  private static void write(Sheet sheet, BoardView board) {
    sheet.add(
        "#### %s, board %s, attempt %d%s%s\n"
            .formatted(
                Markdown.code(board.boardType().value()),
                Markdown.code(board.serial().value()),
                board.attempt(),
                board.emulated() ? ", emulated" : "",
                board.round().map(r -> ", round " + r.number()).orElse("")));
    board.control().ifPresent(c -> sheet.add("Counts for nothing: " + Markdown.text(c) + ".\n"));
    sheet.add("Image: %s\n".formatted(Markdown.text(board.flash())));
    board.scripts().forEach(s -> write(sheet, s));
    sheet.add("");
  }

  private static void write(Sheet sheet, ScriptView script) {
    String resets =
        script.resetReasons().isEmpty()
            ? ""
            : ", reset reasons " + Markdown.code(script.resetReasons().toString());
    sheet.add(
        "* %s %s%s%s"
            .formatted(
                Markdown.code(script.name().value()),
                script.status(),
                script.blame().map(b -> ", to act: " + b.whoActs()).orElse(""),
                resets));
    script.reason().ifPresent(r -> sheet.add("\n" + Markdown.fence(r) + "\n"));
    script.overheard().ifPresent(o -> sheet.add("\n  overheard: " + Markdown.text(o) + "\n"));
  }
}
