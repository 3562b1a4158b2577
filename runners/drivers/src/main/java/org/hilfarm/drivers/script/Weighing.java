package org.hilfarm.drivers.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Resets;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.reset.ResetRecord;

/**
 * Makes one outcome of all that was seen of a script. Evidence against the firmware counts before
 * what merely kept the script from its end; a pass needs everything to be there and right.
 */
final class Weighing {
  private final Bench bench;
  private final List<PhaseOutcome> phases;
  private final List<ResetRecord> resets;
  private final Said said;

  Weighing(Bench bench, List<PhaseOutcome> phases, List<ResetRecord> resets) {
    this.bench = bench;
    this.phases = phases;
    this.resets = resets;
    this.said = Said.in(phases);
  }

  /**
   * The outcome.
   *
   * @param broken what ended the script from outside
   */
  Outcome outcome(Optional<Fault> broken) {
    Optional<Fault> fault =
        phaseFault()
            .filter(f -> f.kind() == FaultKind.MISSING_RESET)
            .or(this::resetByItself)
            .or(() -> Resets.worst(bench, resets))
            .or(this::wiring)
            .or(this::checks)
            .or(this::phaseFault)
            .or(() -> broken)
            .or(this::raised)
            .or(this::lost);
    if (fault.isPresent()) {
      return new Outcome.Failed(fault.get());
    }
    return said.skip().<Outcome>map(Outcome.Skipped::new).orElseGet(Outcome.Passed::new);
  }

  private Optional<Fault> phaseFault() {
    return phases.stream().flatMap(p -> p.fault().stream()).findFirst();
  }

  /** A board that lost its power is no evidence against the firmware, whatever the ledger says. */
  private Optional<Fault> resetByItself() {
    return phaseFault().filter(f -> f.kind() == FaultKind.DISCONNECTED);
  }

  /** Where the rig is not what it has to be, nothing that was checked says anything. */
  private Optional<Fault> wiring() {
    String wrong =
        said.wiring().stream()
            .filter(c -> !c.passed())
            .map(Weighing::words)
            .limit(5)
            .collect(Collectors.joining("; "));
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Fault(
                FaultKind.WIRING_WRONG,
                """
                the wiring of %s is not as described: %s. Look at the target, its power and the \
                pull-ups.\
                """
                    .formatted(bench.name(), wrong)));
  }

  private Optional<Fault> checks() {
    String failed =
        Stream.concat(
                said.checks().stream().filter(c -> !c.passed()).map(Weighing::words),
                said.measures().stream().filter(m -> !m.within()).map(Weighing::words))
            .limit(5)
            .collect(Collectors.joining("; "));
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fault(FaultKind.CHECK_FAILED, bench.name() + ": " + failed));
  }

  private static String words(Check check) {
    return "%s: no%s"
        .formatted(check.what(), check.detail().isEmpty() ? "" : ", but " + check.detail());
  }

  private static String words(Measure measure) {
    return String.format(
        Locale.ROOT,
        "%s is %s %s, outside %s to %s",
        measure.name(),
        number(measure.value()),
        measure.unit(),
        limit(measure.min(), "anything"),
        limit(measure.max(), "anything"));
  }

  private static String limit(OptionalDouble limit, String none) {
    return limit.isPresent() ? number(limit.getAsDouble()) : none;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  private Optional<Fault> raised() {
    return said.raised()
        .map(
            what ->
                new Fault(
                    FaultKind.SCRIPT_RAISED,
                    "the script ended with an exception on %s: %s".formatted(bench.name(), what)));
  }

  private Optional<Fault> lost() {
    return phases.stream()
        .flatMap(p -> p.records().problemAtEnd().stream())
        .findFirst()
        .map(
            what ->
                new Fault(
                    FaultKind.RECORDS_LOST,
                    "output of %s was lost or broken: %s. What the script found is incomplete."
                        .formatted(bench.name(), what)));
  }
}
