package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.NotApplicable;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.ScriptView;
import org.hilfarm.wire.runapi.SoakView;

/**
 * Board types by scripts.
 *
 * @param boardTypes the columns
 * @param rows one a script
 */
public record Matrix(List<String> boardTypes, List<Row> rows) {
  private static final int NOTE = 120;

  /** A script on every board type. */
  public record Row(String script, List<Cell> cells) {}

  /**
   * A pair.
   *
   * @param status a word that is also its colour
   * @param note how many tries it took, who must act, or why it is not required
   * @param resets what the board said of each start in the attempt that tells
   * @param page where that attempt is told in full
   */
  public record Cell(
      String boardType, String status, String note, String resets, Optional<String> page) {
    Cell(String boardType, String status, String note, String resets) {
      this(boardType, status, note, resets, Optional.empty());
    }

    Cell(String boardType, String status, String note) {
      this(boardType, status, note, "");
    }
  }

  static Matrix of(RunView run) {
    var types = new TreeSet<BoardTypeId>();
    var scripts = new TreeSet<ScriptId>();
    run.required().forEach(r -> types.add(r.boardType()));
    run.required().forEach(r -> scripts.add(r.script()));
    tries(run).forEach(b -> types.add(b.boardType()));
    tries(run).forEach(b -> b.scripts().forEach(s -> scripts.add(s.name())));
    run.notApplicable().forEach(n -> types.add(n.pair().boardType()));
    run.notApplicable().forEach(n -> scripts.add(n.pair().script()));
    return new Matrix(
        types.stream().map(BoardTypeId::value).toList(),
        scripts.stream()
            .map(s -> new Row(s.value(), types.stream().map(t -> cell(run, t, s)).toList()))
            .toList());
  }

  private static String apart(ScriptId script, String by) {
    return script.ofUpstream() ? "decides nothing" + (by.isEmpty() ? "" : ", " + by) : by;
  }

  /** Controls try the baseline, not the build. */
  private static Stream<BoardView> tries(RunView run) {
    return run.boards().stream().filter(b -> b.control().isEmpty());
  }

  private static List<ScriptView> tries(
      RunView run, BoardTypeId type, ScriptId script, boolean emulated) {
    return tries(run)
        .filter(b -> b.boardType().equals(type) && b.emulated() == emulated)
        .flatMap(b -> b.scripts().stream().filter(s -> s.name().equals(script)))
        .toList();
  }

  private static Cell cell(RunView run, BoardTypeId type, ScriptId script) {
    List<ScriptView> real = tries(run, type, script, false);
    if (!real.isEmpty()) {
      return rounds(run, type, script, real).orElseGet(() -> tried(type, real, apart(script, "")));
    }
    List<ScriptView> emulated = tries(run, type, script, true);
    if (!emulated.isEmpty()) {
      return tried(type, emulated, apart(script, "emulated only"));
    }
    var pair = new Requirement(type, script);
    for (NotApplicable apart : run.notApplicable()) {
      if (apart.pair().equals(pair)) {
        return new Cell(type.value(), "not-applicable", Words.bounded(apart.reason(), NOTE));
      }
    }
    if (!run.required().contains(pair)) {
      return new Cell(type.value(), "not-in-plan", "");
    }
    return run.state().equals("done")
        ? new Cell(type.value(), "missing", "no attempt reached it")
        : new Cell(type.value(), "waiting", "");
  }

  /** A soak's pair: green only where every round has a pass, and never before the last one. */
  private static Optional<Cell> rounds(
      RunView run, BoardTypeId type, ScriptId script, List<ScriptView> tries) {
    Optional<SoakView> soak =
        run.soak().stream().filter(s -> s.boardType().equals(type)).findFirst();
    Optional<SoakView.SoakPass> pass =
        soak.stream()
            .flatMap(s -> s.passes().stream())
            .filter(p -> p.script().equals(script))
            .findFirst();
    if (soak.isEmpty() || pass.isEmpty()) {
      return Optional.empty();
    }
    int passed = pass.get().rounds();
    boolean failed = soak.get().failures().stream().anyMatch(f -> f.script().equals(script));
    String waits = run.state().equals("done") ? "missing" : "waiting";
    String status = failed ? "failed" : passed == soak.get().asked() ? "passed" : waits;
    String note = "%d of %s passed".formatted(passed, Words.count(soak.get().asked(), "round"));
    Optional<String> page = Words.address(telling(tries).page());
    return Optional.of(new Cell(type.value(), status, note, "", page));
  }

  /**
   * As the verdict weighs them: a finding against the firmware, then a script's own fault, outweigh
   * a pass; a pass outweighs trouble of rack and farm.
   */
  private static Cell tried(BoardTypeId type, List<ScriptView> tries, String by) {
    ScriptView telling = telling(tries);
    String times = tries.size() == 1 ? "" : Words.count(tries.size(), "attempt");
    String who = telling.blame().map(b -> b.name().toLowerCase(java.util.Locale.ROOT)).orElse("");
    return new Cell(
        type.value(),
        telling.status(),
        String.join(", ", Stream.of(who, times, by).filter(n -> !n.isEmpty()).toList()),
        Words.resets(telling),
        Words.address(telling.page()));
  }

  private static ScriptView telling(List<ScriptView> tries) {
    Optional<ScriptView> pass = tries.stream().filter(s -> s.status().equals("passed")).findFirst();
    return blamed(tries, Blame.FIRMWARE)
        .or(() -> blamed(tries, Blame.SCRIPT))
        .or(() -> pass)
        .orElse(tries.getLast());
  }

  private static Optional<ScriptView> blamed(List<ScriptView> tries, Blame blame) {
    return tries.stream().filter(s -> s.blame().equals(Optional.of(blame))).findFirst();
  }
}
