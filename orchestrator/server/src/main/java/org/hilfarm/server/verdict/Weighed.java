package org.hilfarm.server.verdict;

import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;

/**
 * A fault beside what its control says. The farm's own sentence comes first: what a board said
 * behind it may be cut.
 *
 * @param control the control that was planned
 * @param answer what it says; empty where it was run on another board
 * @param ofAnotherRound whether it was planned for another round of the soak
 */
record Weighed(Optional<Control> control, Optional<Answer> answer, boolean ofAnotherRound) {
  private static final int QUOTED = 200;

  /** What becomes of a fault when the baseline passes, and what the baseline does then. */
  private record Proof(FaultKind proven, String manages) {}

  private static final Map<FaultKind, Proof> PROOFS =
      Map.of(
          FaultKind.NO_ANSWER, new Proof(FaultKind.HANG_PROVEN, "does not hang in this script"),
          FaultKind.SCRIPT_RAISED, new Proof(FaultKind.RAISED_PROVEN, "gets through this script"),
          FaultKind.WIRING_WRONG,
              new Proof(FaultKind.WIRING_REFUTED, "finds the wiring right in this script"),
          FaultKind.NEVER_STARTED, new Proof(FaultKind.NOT_BOOTABLE, "starts"));

  /** Whether a fault of this kind is the one that is meant, also where a control proved it. */
  static boolean same(FaultKind meant, FaultKind seen) {
    Proof proof = PROOFS.get(meant);
    return meant == seen || (proof != null && proof.proven() == seen);
  }

  /** The fault as it is known now; one that needs no control stays as it is. */
  Fault settle(Fault fault) {
    Proof proof = PROOFS.get(fault.kind());
    return proof == null ? fault : settle(fault, proof.proven(), proof.manages());
  }

  private Fault settle(Fault fault, FaultKind proven, String manages) {
    if (control.isEmpty()) {
      return said(
          fault.kind(),
          "No control was run, because this farm has no other build as a baseline for this type of"
              + " board (./farm submit DIR --baseline sets one)",
          fault);
    }
    if (answer.isEmpty()) {
      return said(
          fault.kind(),
          "No control was run on this board, because a soak asks once: that of job %s was on board %s"
              .formatted(control.get().work().id(), control.get().board()),
          fault);
    }
    String baseline = control.get().baselineName();
    String where = "on the same board (job %s)".formatted(control.get().work().id());
    return switch (answer.get()) {
      case Answer.Passes passes ->
          said(
              proven,
              "The %s %s, %s and %s, so this build is at fault"
                  .formatted(
                      baseline,
                      manages,
                      ofAnotherRound ? "beside another round" : "right after",
                      where),
              fault);
      case Answer.Fails fails ->
          said(
              fault.kind(),
              "The %s fails %s as well (%s), so %s is to be looked at"
                  .formatted(baseline, where, quoted(fails.how()), suspect(fault)),
              fault);
      case Answer.Unanswered not ->
          said(
              fault.kind(),
              "The control with the %s could not be run %s: %s; so nothing tells who is at fault"
                  .formatted(baseline, where, quoted(not.why())),
              fault);
    };
  }

  private static String suspect(Fault fault) {
    return fault.kind() == FaultKind.SCRIPT_RAISED
        ? "the script"
        : "the board with its port, hub and wiring";
  }

  private static Fault said(FaultKind kind, String ours, Fault fault) {
    return new Fault(kind, "%s. %s".formatted(ours, fault.text()));
  }

  private static String quoted(String text) {
    return quoted(text, QUOTED);
  }

  static String quoted(String text, int limit) {
    int end = text.offsetByCodePoints(0, Math.min(limit, text.codePointCount(0, text.length())));
    return end < text.length() ? text.substring(0, end) + "..." : text;
  }
}
