package org.hilfarm.server.postgres;

import java.util.Optional;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.CheckName;
import org.hilfarm.server.github.gate.GateHead;

/**
 * A gate's check says what the gate does, in the transaction that changes the gate: neither is ever
 * there without the other.
 *
 * @param tx that transaction
 */
record GateCheck(Tx tx) {
  void says(GateRow gate) {
    tx.repositories()
        .find(gate.commit().repository())
        .ifPresent(
            known ->
                tx.checks()
                    .want(head(gate, known), CheckName.GATE, Optional.empty(), intent(gate)));
  }

  private GateHead head(GateRow gate, RepositoryRows.Known known) {
    Optional<String> merge =
        gate.pullRequest().isPresent()
            ? tx.pulls()
                .find(gate.commit().repository(), gate.pullRequest().getAsInt())
                .filter(p -> p.commit().equals(gate.commit()))
                .flatMap(PullRow::merge)
                .filter(GateHead::isCommit)
            : Optional.empty();
    return new GateHead(known.id(), known.name(), known.installation(), gate.commit().sha(), merge);
  }

  private static CheckIntent intent(GateRow gate) {
    return switch (gate.state()) {
      case BUILDING, DUE -> new CheckIntent.Waits(gate.reason());
      case UNAPPROVED -> new CheckIntent.NeedsApproval(gate.reason());
      case RUN -> new CheckIntent.Follows(gate.run().orElseThrow());
      case SKIPPED -> new CheckIntent.NothingToTest(gate.reason());
      case CANCELLED -> new CheckIntent.CallsOff(gate.reason());
      case FAILED -> new CheckIntent.Rejected(gate.reason());
      case TIMED_OUT -> new CheckIntent.NotTestable(gate.reason());
    };
  }
}
