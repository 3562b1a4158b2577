package org.hilfarm.server.runapi;

import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.wire.runapi.Accepted;

/**
 * Open to everybody who got this far, but once only for a submission that says by what it is known;
 * written down together with the run.
 */
record Once(Who who, Submissions.Wish wish, OnceKey known) implements Submissions.Fence {
  @Override
  public boolean open(Tx tx) {
    return known.key().map(tx.submissions()::begin).orElse(true);
  }

  @Override
  public void stored(Tx tx, RunId run) {
    Deed deed = wish.baseline() ? Deed.BASELINE_SUBMITTED : Deed.RUN_SUBMITTED;
    tx.audit().add(who, deed, run.value(), wish.name());
    known.key().ifPresent(key -> tx.submissions().made(key, run));
    known
        .ticket()
        .ifPresent(
            t -> {
              tx.tickets().spend(t.digest(), run);
              tx.quotas().count(run, t.bearer().repositoryId());
            });
  }

  /** The run that this submission made when it was said before. */
  Optional<Accepted> before(RunStore runs) {
    return known
        .key()
        .flatMap(runs::submitted)
        .flatMap(runs::row)
        .map(r -> new Accepted(r.plan().run(), r.plan().jobs().size(), r.plan().notCovered()));
  }
}
