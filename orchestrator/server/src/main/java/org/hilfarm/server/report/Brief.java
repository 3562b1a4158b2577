package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.PowerTrace;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;

/**
 * Attempts without what only their own pages show: the points of pictures, checks that passed,
 * starts between scripts that were expected, files. A verdict and a list need none of it, and a
 * long soak's attempts would not fit into memory with it. Pure.
 */
final class Brief {
  private Brief() {}

  /** The same attempt; whether a script has a picture can still be seen. */
  static BoardReport of(BoardReport report) {
    return new BoardReport(
        report.job(),
        report.attempt(),
        report.rack(),
        report.board(),
        report.boardType(),
        report.flash(),
        report.scripts().stream().map(Brief::of).toList(),
        report.resets().stream().filter(r -> r.judgement() != Judgement.EXPECTED).toList(),
        List.of(),
        report.started(),
        report.finished(),
        report.emulated());
  }

  private static ScriptReport of(ScriptReport script) {
    Optional<HeapTrace> heap = script.heap().map(h -> new HeapTrace(List.of(), 0));
    Optional<PowerTrace> power = script.power().map(p -> new PowerTrace(List.of()));
    List<Check> failed = script.checks().stream().filter(c -> !c.passed()).toList();
    return new ScriptReport(
        script.script(),
        script.outcome(),
        failed,
        script.measures(),
        script.resets(),
        script.started(),
        script.wall(),
        script.boardBusy(),
        heap,
        power);
  }
}
