package org.hilfarm.server.github.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.verdict.PairEnding;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.ScriptView;

/** Boards beside each other, scripts below each other, and how each pair is. */
final class PairTable {
  /** More columns than these nobody can read. */
  private static final int COLUMNS = 6;

  private final Map<Requirement, String> cells = new TreeMap<>();

  PairTable(Subject subject, TestedRun run) {
    RunView view = run.view();
    Map<Requirement, Long> tries = tries(view);
    view.required().stream().filter(subject::about).forEach(p -> cells.put(p, "⏳ waits"));
    if (run.verdict().isEmpty()) {
      view.boards().stream()
          .filter(PairTable::counts)
          .forEach(b -> b.scripts().forEach(s -> soFar(b, s)));
    }
    run.pairs().stream()
        .filter(p -> subject.about(p.pair()))
        .forEach(p -> cells.put(p.pair(), ended(p) + often(tries.getOrDefault(p.pair(), 0L))));
    view.notApplicable().stream()
        .map(NotApplicable::pair)
        .filter(subject::about)
        .forEach(p -> cells.put(p, "not applicable"));
  }

  /** Not one that goes ahead of the boards, or finds out who is at fault. */
  private static boolean counts(BoardView board) {
    return board.control().isEmpty();
  }

  private void soFar(BoardView board, ScriptView script) {
    cells.computeIfPresent(
        new Requirement(board.boardType(), script.name()),
        (pair, before) -> script.status().equals("passed") ? "✅ so far" : "❔ looked into");
  }

  private static Map<Requirement, Long> tries(RunView view) {
    return view.boards().stream()
        .filter(b -> counts(b) && b.round().isEmpty() && !b.emulated())
        .flatMap(b -> b.scripts().stream().map(s -> new Requirement(b.boardType(), s.name())))
        .collect(Collectors.groupingBy(p -> p, HashMap::new, Collectors.counting()));
  }

  private static String often(long tries) {
    return tries > 1 ? ", %d tries".formatted(tries) : "";
  }

  private static String ended(PairEnding pair) {
    return switch (pair.word()) {
      case PASSED -> "✅ passed";
      case KNOWN_FAILURE -> "☑️ known failure";
      case FAILED -> "❌ failed";
      case SCRIPT_FAULT -> "⚠️ script fault";
      case NOT_TESTED -> "⚠️ not tested";
    };
  }

  /** Written block by block, so that a part of it fits where the whole does not. */
  void write(Sheet sheet) {
    List<BoardTypeId> types =
        cells.keySet().stream().map(Requirement::boardType).distinct().sorted().toList();
    for (int from = 0; from < types.size(); from += COLUMNS) {
      write(sheet, types.subList(from, Math.min(types.size(), from + COLUMNS)));
    }
  }

  private void write(Sheet sheet, List<BoardTypeId> types) {
    SortedSet<ScriptId> scripts =
        cells.keySet().stream()
            .filter(p -> types.contains(p.boardType()))
            .map(Requirement::script)
            .collect(Collectors.toCollection(TreeSet::new));
    sheet.add(
        row("script", types.stream().map(t -> Markdown.code(t.value())).toList())
            + "\n"
            + "|---".repeat(types.size() + 1)
            + "|");
    for (ScriptId script : scripts) {
      sheet.add(
          row(
              Markdown.code(script.value()),
              types.stream()
                  .map(t -> cells.getOrDefault(new Requirement(t, script), ""))
                  .toList()));
    }
    sheet.add("");
  }

  private static String row(String first, List<String> cells) {
    return "| %s | %s |".formatted(first, String.join(" | ", cells));
  }
}
