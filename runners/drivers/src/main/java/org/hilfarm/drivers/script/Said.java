package org.hilfarm.drivers.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.drivers.record.BoardRecord;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.PowerStretch;
import org.hilfarm.model.report.PowerTrace;

/**
 * What a script said over all its phases, sorted.
 *
 * @param checks in order
 * @param wiring what was seen of the rig, in order
 * @param measures in order
 * @param heap what was reported of the heap
 * @param skip why it did not want to run
 * @param raised the first exception that left a phase
 * @param unclean why the board must be power cycled
 */
record Said(
    List<Check> checks,
    List<Check> wiring,
    List<Measure> measures,
    Optional<HeapTrace> heap,
    Optional<String> skip,
    Optional<String> raised,
    Optional<String> unclean) {

  static Said in(List<PhaseOutcome> outcomes) {
    List<Check> checks = new ArrayList<>();
    List<Check> wiring = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    List<HeapSample> heap = new ArrayList<>();
    Optional<String> skip = Optional.empty();
    Optional<String> raised = Optional.empty();
    Optional<String> unclean = Optional.empty();
    for (PhaseOutcome outcome : outcomes) {
      int round = 0;
      for (BoardRecord record : outcome.records().records()) {
        switch (record) {
          case BoardRecord.Checked checked -> checks.add(checked.check());
          case BoardRecord.Wired wired -> wiring.add(wired.check());
          case BoardRecord.Measured measured -> measures.add(measured.measure());
          case BoardRecord.Heap sampled -> heap.add(inRound(round, sampled.sample()));
          case BoardRecord.Skipping skipping -> skip = skip.or(() -> some(skipping.reason()));
          case BoardRecord.Raised r -> raised = raised.or(() -> some(r.type() + ": " + r.detail()));
          case BoardRecord.Unclean u -> unclean = unclean.or(() -> some(u.why()));
          case BoardRecord.Ready r -> {}
          case BoardRecord.Started s -> round = s.round();
          case BoardRecord.Booted b -> {}
          case BoardRecord.Ended e -> {}
        }
      }
      checks.addAll(outcome.saw().checks());
      measures.addAll(outcome.saw().measures());
    }
    return new Said(checks, wiring, measures, trace(heap), skip, raised, unclean);
  }

  /** What the board drew in these phases, where a power meter fed it. */
  static Optional<PowerTrace> power(List<PhaseOutcome> outcomes) {
    List<PowerStretch> stretches =
        outcomes.stream().flatMap(o -> o.saw().power().stream()).toList();
    return stretches.isEmpty() ? Optional.empty() : Optional.of(new PowerTrace(stretches));
  }

  private static Optional<HeapTrace> trace(List<HeapSample> heap) {
    return heap.isEmpty() ? Optional.empty() : Optional.of(HeapTrace.of(heap));
  }

  private static HeapSample inRound(int round, HeapSample sample) {
    return new HeapSample(
        round, sample.at(), sample.seconds(), sample.free(), sample.allocated(), sample.largest());
  }

  private static Optional<String> some(String text) {
    return Optional.of(text);
  }
}
