package org.hilfarm.server.report;

import java.util.List;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.verdict.Verdicts;

/**
 * Says of a run that no board was left for which boards were out of the pool, and why. It changes
 * words alone.
 *
 * @param tx the transaction that ends the run
 */
record OutOfThePool(Tx tx) {
  private static final int TOLD = 3;

  Verdict told(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Undecided undecided ->
          new Verdict.Undecided(undecided.reasons().stream().map(this::told).toList());
      case Verdict.Blocked blocked -> blocked;
      case Verdict.Mergeable mergeable -> mergeable;
      case Verdict.Cancelled cancelled -> cancelled;
    };
  }

  private Reason told(Reason reason) {
    if (!reason.text().endsWith(Verdicts.NO_BOARD)) {
      return reason;
    }
    List<String> out = tx.standings().outOfThePool(reason.pair().boardType());
    if (out.isEmpty()) {
      return reason;
    }
    String more = out.size() > TOLD ? "; and %d more".formatted(out.size() - TOLD) : "";
    String text =
        reason.text() + "; " + String.join("; ", out.subList(0, Math.min(TOLD, out.size()))) + more;
    return new Reason(reason.blame(), reason.pair(), reason.board(), text);
  }
}
