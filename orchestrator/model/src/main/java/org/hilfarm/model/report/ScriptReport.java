package org.hilfarm.model.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.script.ScriptId;

/**
 * What one script did on one board.
 *
 * @param script which
 * @param outcome how it ended
 * @param checks in the order they were made
 * @param measures in the order they were taken
 * @param resets the starts of the board that fell into it
 * @param started rack time
 * @param wall how long it took here
 * @param boardBusy how much of that the board was taking in or running the script's code, or
 *     restarting; the rest is the farm's own
 * @param heap what it reported of the heap; empty where it reported nothing
 * @param power what the board drew, where a power meter fed it
 */
public record ScriptReport(
    ScriptId script,
    Outcome outcome,
    List<Check> checks,
    List<Measure> measures,
    List<ResetRecord> resets,
    Instant started,
    Duration wall,
    Duration boardBusy,
    Optional<HeapTrace> heap,
    Optional<PowerTrace> power) {
  public ScriptReport {
    checks = List.copyOf(checks);
    measures = List.copyOf(measures);
    resets = List.copyOf(resets);
  }

  /** A script that reported nothing of the heap, on a board no power meter fed. */
  public ScriptReport(
      ScriptId script,
      Outcome outcome,
      List<Check> checks,
      List<Measure> measures,
      List<ResetRecord> resets,
      Instant started,
      Duration wall,
      Duration boardBusy) {
    this(
        script,
        outcome,
        checks,
        measures,
        resets,
        started,
        wall,
        boardBusy,
        Optional.empty(),
        Optional.empty());
  }

  /** A script that never started, and why. */
  public static ScriptReport notRun(ScriptId script, Fault fault, Instant at) {
    return new ScriptReport(
        script,
        new Outcome.NotRun(fault),
        List.of(),
        List.of(),
        List.of(),
        at,
        Duration.ZERO,
        Duration.ZERO);
  }
}
