package org.hilfarm.server.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.report.RunStore;

/** All that a report or an export of a finished run is made from. */
public final class FinishedRuns {
  private FinishedRuns() {}

  /** Reads it; the run must have its verdict. */
  public static FinishedRun of(RunStore runs, RunRow row) {
    RunInputs inputs = runs.inputs(row);
    Map<ScriptId, Script> scripts = new HashMap<>();
    inputs.scripts().forEach(s -> scripts.put(s.id(), s));
    Map<BoardTypeId, Family> families = new HashMap<>();
    inputs.types().forEach(t -> families.put(t.id(), t.family()));
    return new FinishedRun(
        row.plan(),
        runs.attempts(row),
        runs.controls(row.plan().run()),
        runs.reruns(row.plan().run()),
        row.verdict().orElseThrow(),
        scripts,
        families,
        Optional.empty());
  }
}
