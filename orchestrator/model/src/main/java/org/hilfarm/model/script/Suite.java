package org.hilfarm.model.script;

import java.util.List;

/**
 * A list of scripts that are run together; one file below {@code board-configs/suites}.
 *
 * @param id its name
 * @param scripts in the order they run on a board
 */
public record Suite(SuiteId id, List<ScriptId> scripts) {
  public Suite {
    scripts = List.copyOf(scripts);
  }
}
