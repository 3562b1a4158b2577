package org.hilfarm.server.postgres;

import java.util.Optional;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.CheckName;
import org.hilfarm.server.github.gate.GateHead;

/**
 * Has the check at a gate's commit say where the gate is, in the transaction that brings it there.
 */
final class GateWords {
  private GateWords() {}

  static void say(Tx tx, GateRow gate) {
    RepositoryRows.Known project = tx.repositories().find(gate.commit().repository()).orElseThrow();
    Optional<String> merge =
        gate.pullRequest().isPresent()
            ? tx.pulls()
                .find(project.id(), gate.pullRequest().getAsInt())
                .filter(p -> p.commit().equals(gate.commit()))
                .flatMap(PullRow::merge)
                .filter(GateHead::isCommit)
            : Optional.empty();
    GateHead head =
        new GateHead(
            project.id(), project.name(), project.installation(), gate.commit().sha(), merge);
    boolean unused = tx.checks().want(head, CheckName.GATE, Optional.empty(), intent(gate));
  }

  private static CheckIntent intent(GateRow gate) {
    String why = gate.reason();
    return switch (gate.state()) {
      case BUILDING, DUE -> new CheckIntent.Waits(why);
      case UNAPPROVED -> new CheckIntent.NeedsApproval(why);
      case RUN -> new CheckIntent.Follows(gate.run().orElseThrow());
      case SKIPPED -> new CheckIntent.NothingToTest(why);
      case CANCELLED -> new CheckIntent.CallsOff(why);
      case FAILED -> new CheckIntent.Rejected(why);
      case TIMED_OUT -> new CheckIntent.NotTestable(why);
    };
  }
}
