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

  /**
   * What the farm itself cost for each script that passed since the last question, in ms: wall time
   * less the board's own, which is the time it took in source, ran it, or started again. So it is
   * what sending, files for the drive, questions about a reset and the farm's own thinking took.
   * Virtual boards are interpreted by this machine's processor: what they take of it is the board's
   * while the farm waits for them, and slows the farm where six of them share two cores.
   */
  synchronized List<Double> takeOverheads() {
    List<Double> taken = List.copyOf(overheads);
    overheads.clear();
    return taken;
  }
}
