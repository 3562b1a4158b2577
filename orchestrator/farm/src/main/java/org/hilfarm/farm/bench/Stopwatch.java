package org.hilfarm.farm.bench;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;

/** When work began and what its scripts cost; any thread may use it. */
final class Stopwatch {
  private final List<Long> begun = new ArrayList<>();
  private final List<Double> overheads = new ArrayList<>();

  /** A piece of work begins at this reading of the clock. */
  synchronized void begins(long nanos) {
    begun.add(nanos);
  }

  synchronized void script(ScriptReport script) {
    if (script.outcome() instanceof Outcome.Passed) {
      overheads.add(script.wall().minus(script.boardBusy()).toNanos() / 1e6);
    }
  }

  /** When each piece of work since the last question began. */
  synchronized List<Long> takeBegun() {
    List<Long> taken = List.copyOf(begun);
    begun.clear();
    return taken;
  }

  /** Wall time less the board's own, for each script that passed; milliseconds. */
  synchronized List<Double> overheads() {
    return List.copyOf(overheads);
  }
}
