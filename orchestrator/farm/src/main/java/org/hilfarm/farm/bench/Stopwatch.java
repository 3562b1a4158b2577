package org.hilfarm.farm.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.Via;

/** When boards heard their first byte and what scripts cost; any thread may use it. */
final class Stopwatch {
  private final List<Instant> firstBytes = new ArrayList<>();
  private final List<Overhead> overheads = new ArrayList<>();

  /** What a script has the farm do, since each costs the farm another amount. */
  enum Kind {
    REPL("over the REPL"),
    RESET("through a reset"),
    CODE_PY("as code.py");

    final String words;

    Kind(String words) {
      this.words = words;
    }

    static Kind of(Script script) {
      if (script.phases().stream().anyMatch(p -> p.via() == Via.CODE_PY)) {
        return CODE_PY;
      }
      return script.phases().stream().anyMatch(p -> p.ends() == Ends.RESET) ? RESET : REPL;
    }
  }

  /**
   * What one script cost.
   *
   * @param kind of script
   * @param millis of the farm's own
   */
  record Overhead(Kind kind, double millis) {}

  /** The first byte of a piece of work went to its board. */
  synchronized void firstByte(Instant sent) {
    firstBytes.add(sent);
  }

  synchronized void script(Kind kind, ScriptReport script) {
    if (script.outcome() instanceof Outcome.Passed) {
      double millis = script.wall().minus(script.boardBusy()).toNanos() / 1e6;
      overheads.add(new Overhead(kind, millis));
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
  synchronized List<Overhead> takeOverheads() {
    List<Overhead> taken = List.copyOf(overheads);
    overheads.clear();
    return taken;
  }
}
