package org.hilfarm.server.lease;

import java.util.Optional;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.report.AfterRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back what an agent gives back. Any thread may use it. */
public final class Returns {
  private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

  private final Database database;
  private final Fruitless fruitless;
  private final AfterRun afterRun;

  public Returns(Database database, Fruitless fruitless, AfterRun afterRun) {
    this.database = database;
    this.fruitless = fruitless;
    this.afterRun = afterRun;
  }

  /** The run that this ended, and whether the lease was the agent's to give back. */
  private record Taken(boolean back, Optional<RunId> finished) {}

  /** Ends the lease; false where it is over already. */
  public boolean giveBack(LeaseToken token, String why) {
    Taken taken = database.inTransaction(tx -> giveBack(tx, token, why));
    taken.finished().ifPresent(afterRun::finished);
    return taken.back();
  }

  private Taken giveBack(Tx tx, LeaseToken token, String why) {
    Optional<LeaseRow> found = tx.leases().find(token);
    if (found.isEmpty()) {
      return new Taken(false, Optional.empty());
    }
    RunRow run = tx.runs().lock(found.get().run()).orElseThrow();
    LeaseRow lease = tx.leases().lock(token).orElseThrow();
    if (!lease.live()) {
      return new Taken(false, Optional.empty());
    }
    LOG.info("job {}: lease {} was given back: {}", lease.lease().job(), token, why);
    boolean finished = fruitless.end(tx, run, lease, LeaseEnd.RETURNED);
    return new Taken(true, finished ? Optional.of(lease.run()) : Optional.empty());
  }
}
