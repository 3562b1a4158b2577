package org.hilfarm.drivers.seat;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;

/** What a judged start means for the script it fell into. */
public final class Resets {
  private Resets() {}

  /** A start nobody asked for: lost power is the rack's, anything else the firmware's. */
  public static Fault unasked(Bench bench, ResetRecord row) {
    boolean lostPower =
        row.witnesses()
            .resetReason()
            .filter(r -> r == ResetReason.POWER_ON || r == ResetReason.BROWNOUT)
            .isPresent();
    return new Fault(
        lostPower ? FaultKind.DISCONNECTED : FaultKind.UNEXPECTED_RESET,
        "%s was reset in the middle of a phase: %s%s"
            .formatted(
                bench.name(),
                row.why(),
                lostPower ? ". It lost its power: look at the cable and the hub." : ""));
  }

  /** The worst of the starts that fell into a script. */
  public static Optional<Fault> worst(Bench bench, List<ResetRecord> rows) {
    return first(bench, rows, Judgement.CONTRADICTION, FaultKind.CONTRADICTORY_RESET)
        .or(() -> first(bench, rows, Judgement.UNEXPECTED, FaultKind.UNEXPECTED_RESET));
  }

  private static Optional<Fault> first(
      Bench bench, List<ResetRecord> rows, Judgement judgement, FaultKind kind) {
    return rows.stream()
        .filter(r -> r.judgement() == judgement)
        .findFirst()
        .map(r -> new Fault(kind, "start %d of %s: %s".formatted(r.boot(), bench.name(), r.why())));
  }
}
