package org.hilfarm.server.plan;

import java.util.stream.Collectors;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;

/** Finds suites and their scripts, and says what there is instead. */
public final class Suites {
  private Suites() {}

  /** The sentence for a suite that is none. */
  public static String unknown(SuiteId suite, TrustedData trusted) {
    return "suite: there is no suite \"%s\"; this farm has: %s"
        .formatted(
            suite,
            trusted.suites().keySet().stream()
                .map(SuiteId::value)
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  static Script script(Suite suite, ScriptId id, TrustedData trusted) {
    Script script = trusted.scripts().get(id);
    if (script == null) {
      throw new IllegalStateException(
          "suite %s lists the script %s, which is not among the farm's scripts"
              .formatted(suite.id(), id));
    }
    return script;
  }
}
