package org.hilfarm.drivers.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.drivers.meter.CurrentTrace;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.PowerStretch;
import org.hilfarm.model.script.CurrentDraw;
import org.hilfarm.model.script.Phase;

/** Turns what a power meter saw during a phase into what its header asks for. */
final class Currents {
  private static final String UNIT = "uA";
  private static final OptionalDouble MOST_LOST = OptionalDouble.of(100 * CurrentTrace.TOLERABLE);

  private final Bench bench;
  private final Phase phase;

  Currents(Bench bench, Phase phase) {
    this.bench = bench;
    this.phase = phase;
  }

  /** What was measured so far. */
  static List<Measure> in(List<PhaseOutcome> outcomes) {
    return outcomes.stream()
        .flatMap(o -> o.saw().measures().stream())
        .filter(m -> m.unit().equals(UNIT))
        .toList();
  }

  /** Adds the measures the phase wants, and the curve; nothing where it wants none. */
  void into(HostSaw saw, Optional<CurrentTrace> trace) throws SessionException {
    if (phase.current().isEmpty()) {
      return;
    }
    CurrentTrace seen =
        trace.orElseThrow(
            () ->
                new SessionException(
                    FaultKind.WIRING_WRONG,
                    bench.name() + " has no power meter, which this script needs"));
    if (!seen.trustworthy()) {
      throw new SessionException(
          FaultKind.WIRING_WRONG,
          "what %s drew in phase %s cannot be judged: %s"
              .formatted(bench.name(), phase.run(), seen.missing().orElse("no sample came")));
    }
    CurrentDraw wanted = phase.current().get();
    Duration held = bench.time().toWall(wanted.held());
    measure(saw, wanted.lowest(), seen.lowestHeld(held));
    if (wanted.highest().isPresent()) {
      measure(saw, wanted.highest().get(), seen.highestHeld(held));
    }
    if (seen.lost() > 0) {
      double percent = 100.0 * seen.lost() / (seen.lost() + seen.samples());
      saw.measure("meter_samples_lost", percent, "%", OptionalDouble.empty(), MOST_LOST);
    }
    saw.drew(curve(seen));
  }

  private void measure(HostSaw saw, String name, OptionalDouble microamps) throws SessionException {
    if (microamps.isEmpty()) {
      throw new SessionException(
          FaultKind.WIRING_WRONG,
          "%s: nothing was held for so long in phase %s as to be %s"
              .formatted(bench.name(), phase.run(), name));
    }
    double value = Math.round(microamps.getAsDouble() * 100) / 100.0;
    saw.measure(name, value, UNIT, OptionalDouble.empty(), OptionalDouble.empty());
  }

  private PowerStretch curve(CurrentTrace trace) {
    int each = Math.max(1, (trace.millis() + PowerStretch.LIMIT - 1) / PowerStretch.LIMIT);
    List<Double> points = new ArrayList<>();
    for (int at = 0; at < trace.millis(); at += each) {
      double mean = trace.mean(at, Math.min(at + each, trace.millis())).orElse(-1);
      points.add(Math.max(-1, Math.round(mean * 100) / 100.0));
    }
    double seconds = bench.time().toBoard(Duration.ofMillis(each)).toNanos() / 1e9;
    return new PowerStretch(phase.run(), seconds, points);
  }
}
