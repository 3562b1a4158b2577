package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.ScriptView;

/** Results per board type and script, one column a run, with the reset reasons seen. */
public final class ResultsTable {
  private ResultsTable() {}

  /** The table's lines at this width. */
  public static List<String> lines(List<RunView> runs, int width) {
    List<String> lines = new ArrayList<>();
    boards(runs)
        .forEach(
            (type, scripts) -> {
              if (!lines.isEmpty()) {
                lines.add("");
              }
              lines.addAll(board(type, scripts, runs).lines(width));
            });
    return lines;
  }

  private static SortedMap<BoardTypeId, SortedSet<ScriptId>> boards(List<RunView> runs) {
    SortedMap<BoardTypeId, SortedSet<ScriptId>> boards = new TreeMap<>();
    for (RunView run : runs) {
      for (BoardView board : tries(run)) {
        SortedSet<ScriptId> scripts =
            boards.computeIfAbsent(board.boardType(), t -> new TreeSet<>());
        board.scripts().forEach(s -> scripts.add(s.name()));
      }
    }
    return boards;
  }

  /** Controls try the baseline, not the build; the reasons say what they showed. */
  private static List<BoardView> tries(RunView run) {
    return run.boards().stream().filter(b -> b.control().isEmpty()).toList();
  }

  private static Table board(BoardTypeId type, SortedSet<ScriptId> scripts, List<RunView> runs) {
    Table table =
        new Table(
            Stream.concat(Stream.of(type.value()), runs.stream().map(r -> Plain.text(r.name())))
                .toArray(String[]::new));
    for (ScriptId script : scripts) {
      List<String> row = new ArrayList<>(List.of(script.value()));
      runs.forEach(run -> row.add(cell(run, type, script)));
      table.row(row);
    }
    return table;
  }

  /** Every attempt is shown: a retry that passed does not hide what came before. */
  private static String cell(RunView run, BoardTypeId type, ScriptId script) {
    if (run.soak().stream().anyMatch(s -> s.boardType().equals(type))) {
      return rounds(run, type, script);
    }
    List<String> attempts =
        tries(run).stream()
            .filter(b -> b.boardType().equals(type))
            .flatMap(
                b ->
                    b.scripts().stream()
                        .filter(s -> s.name().equals(script))
                        .map(s -> result(s) + (b.emulated() ? " [emulated]" : "")))
            .toList();
    return attempts.isEmpty() ? "-" : String.join(", then ", attempts);
  }

  /** A soak's attempts by what came of them, each with its rounds. */
  private static String rounds(RunView run, BoardTypeId type, ScriptId script) {
    SortedMap<String, List<Round>> results = new TreeMap<>();
    List<String> said = new ArrayList<>();
    for (BoardView board : tries(run)) {
      if (board.boardType().equals(type)) {
        board.scripts().stream()
            .filter(s -> s.name().equals(script))
            .map(s -> result(s) + (board.emulated() ? " [emulated]" : ""))
            .forEach(
                result ->
                    board
                        .round()
                        .ifPresentOrElse(
                            r -> results.computeIfAbsent(result, t -> new ArrayList<>()).add(r),
                            () -> said.add(result)));
      }
    }
    results.forEach((result, in) -> said.add(result + " in " + words(in)));
    return said.isEmpty() ? "-" : String.join("; ", said);
  }

  private static String words(List<Round> rounds) {
    return Round.words(rounds.stream().map(Round::number).toList(), rounds.getFirst().of());
  }

  private static String result(ScriptView script) {
    String blame = script.blame().map(b -> " (" + b + ")").orElse("");
    String resets =
        script.resetReasons().stream().map(ResetReason::name).collect(Collectors.joining(", "));
    return script.status() + blame + (resets.isEmpty() ? "" : ": " + resets);
  }
}
