package org.hilfarm.engine;

import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;

/** Runs one script on a board. */
@FunctionalInterface
public interface ScriptRunner {
  /** Runs it; whatever goes wrong with the board is in the report. */
  ScriptReport run(Script script) throws InterruptedException;
}
