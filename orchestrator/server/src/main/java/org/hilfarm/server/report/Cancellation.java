package org.hilfarm.server.report;

import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;

/** Ends runs that nobody wants; a board at work is told to stop when its agent renews. */
public final class Cancellation {
  private final Database database;
  private final Patience patience;
  private final AfterRun afterRun;

  public Cancellation(Database database, Patience patience, AfterRun afterRun) {
    this.database = database;
    this.patience = patience;
    this.afterRun = afterRun;
  }

  /** Cancels a run; whether it had not ended before. */
  public boolean cancel(RunId run, String why, Who who) {
    boolean cancelled =
        database.inTransaction(
            tx -> tx.runs().lock(run).map(row -> cancel(tx, row, why, who)).orElse(false));
    if (cancelled) {
      afterRun.finished(run);
    }
    return cancelled;
  }

  private boolean cancel(Tx tx, RunRow run, String why, Who who) {
    boolean cancelled = new Conclusion(tx, run, patience).cancelled(why);
    if (cancelled) {
      tx.audit().add(who, Deed.RUN_CANCELLED, run.plan().run().value(), why);
    }
    return cancelled;
  }
}
