package org.hilfarm.model.script;

import java.util.List;

/**
 * A list of scripts that are run together; one file below {@code board-configs/suites}.
 *
 * @param id its name
 * @param scripts in the order they run on a board
 * @param emulated what emulated boards are used for
 * @param repeat how often all of them are run
 */
public record Suite(SuiteId id, List<ScriptId> scripts, EmulatedUse emulated, Repeat repeat) {
  public Suite {
    scripts = List.copyOf(scripts);
  }

  /** A suite that is run once. */
  public Suite(SuiteId id, List<ScriptId> scripts, EmulatedUse emulated) {
    this(id, scripts, emulated, Repeat.ONCE);
  }

  /** A suite in which emulated boards go ahead and prove nothing. */
  public Suite(SuiteId id, List<ScriptId> scripts) {
    this(id, scripts, EmulatedUse.PREFLIGHT);
  }
}
