package org.hilfarm.farm.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;

/** When boards heard their first byte and what scripts cost; any thread may use it. */
final class Stopwatch {
  private final List<Instant> firstBytes = new ArrayList<>();
  private final List<Double> overheads = new ArrayList<>();

  /** The first byte of a piece of work went to its board. */
  synchronized void firstByte(Instant sent) {
    firstBytes.add(sent);
  }

  synchronized void script(ScriptReport script) {
    if (script.outcome() instanceof Outcome.Passed) {
      overheads.add(script.wall().minus(script.boardBusy()).toNanos() / 1e6);
    }
  }

  /** The first bytes since the last question. */
  synchronized List<Instant> takeFirstBytes() {
    List<Instant> taken = List.copyOf(firstBytes);
    firstBytes.clear();
    return taken;
  }

  /** Wall time less the board's own, for each script that passed since the last question; ms. */
  synchronized List<Double> takeOverheads() {
    List<Double> taken = List.copyOf(overheads);
    overheads.clear();
    return taken;
  }
}
