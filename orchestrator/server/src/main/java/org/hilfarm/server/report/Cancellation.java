package org.hilfarm.server.report;

import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Database;

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
  public boolean cancel(RunId run, String why) {
    boolean cancelled =
        database.inTransaction(
            tx ->
                tx.runs()
                    .lock(run)
                    .map(row -> new Conclusion(tx, row, patience.attempts()).cancelled(why))
                    .orElse(false));
    if (cancelled) {
      afterRun.finished(run);
    }
    return cancelled;
  }
}
