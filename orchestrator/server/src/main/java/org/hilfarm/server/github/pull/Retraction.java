package org.hilfarm.server.github.pull;

import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.report.Conclusion;

/**
 * Ends what nobody wants any more, in the transaction of what ended it; a board at work is told
 * when its agent renews. The gate is held.
 *
 * @param tx that transaction
 * @param patience how often a job is tried in all
 */
record Retraction(Tx tx, Patience patience) {
  static final Who GITHUB = new Who("github", "");

  /** Ends the gate's way, and its approval; a verdict that was reached stays. */
  void end(GateRow gate, String why) {
    approval(gate, why);
    if (gate.state() == GateRow.State.RUN && !run(gate, why)) {
      return;
    }
    tx.gates().put(gate.in(GateRow.State.CANCELLED, why));
  }

  /** Cancels the gate's run; whether it had not ended before. */
  boolean run(GateRow gate, String why) {
    Optional<RunRow> row = gate.run().flatMap(tx.runs()::lock);
    boolean cancelled = row.map(r -> new Conclusion(tx, r, patience).cancelled(why)).orElse(false);
    if (cancelled) {
      RunId run = row.orElseThrow().plan().run();
      tx.audit().add(GITHUB, Deed.RUN_CANCELLED, run.value(), why);
    }
    return cancelled;
  }

  /** The same, of what should have been tested: it holds the merge, and can be asked for again. */
  void fail(GateRow gate, String why) {
    approval(gate, why);
    if (gate.state() == GateRow.State.RUN && !run(gate, why)) {
      return;
    }
    tx.gates().put(gate.in(GateRow.State.TIMED_OUT, why));
  }

  /** Ends approvals at all commits that are not the pull request's head, judged ones too. */
  void approvals(PullRow pull, String why) {
    tx.approvals()
        .endOthers(pull, why)
        .forEach(sha -> tx.audit().add(GITHUB, Deed.APPROVAL_VOIDED, sha, why));
  }

  /** Ends the approval of a gate's commit. */
  void approval(GateRow gate, String why) {
    if (tx.approvals().end(gate.id(), why)) {
      tx.audit().add(GITHUB, Deed.APPROVAL_VOIDED, gate.commit().sha(), why);
    }
  }
}
