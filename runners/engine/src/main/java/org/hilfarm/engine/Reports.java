package org.hilfarm.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;

/** The reports of a job's scripts; none is ever missing. */
final class Reports {
  private Reports() {}

  /** One for each script in order; where there is none the script never started. */
  static List<ScriptReport> complete(
      List<Script> scripts, Map<ScriptId, ScriptReport> done, Fault otherwise, Instant at) {
    return scripts.stream()
        .map(s -> done.getOrDefault(s.id(), ScriptReport.notRun(s.id(), otherwise, at)))
        .toList();
  }

  static Fault cancelled() {
    return new Fault(FaultKind.CANCELLED, "the job was cancelled before this script began");
  }

  static Fault bug(Throwable e) {
    return new Fault(
        FaultKind.FARM_BUG,
        "the farm itself failed: %s; its log has the details".formatted(e.toString()));
  }
}
