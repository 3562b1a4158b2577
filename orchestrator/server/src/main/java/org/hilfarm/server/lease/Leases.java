package org.hilfarm.server.lease;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.LeaseRows;
import org.hilfarm.server.postgres.Tx;

/** Gives leases and keeps them alive. Any thread may use it. */
public final class Leases {
  /** Overtaken so often in a row means that somebody else is being served; ask later. */
  private static final int TRIES = 8;

  private final Database database;
  private final Patience patience;

  public Leases(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
  }

  /** What became of a renewal. */
  public sealed interface Kept {
    /**
     * It goes on.
     *
     * @param cancel whether nobody wants the answer any more
     */
    record Alive(boolean cancel) implements Kept {}

    /** It is over, and the board may be somebody else's. */
    record Over(String text) implements Kept {}
  }

  /** The next job for one of the free boards; its rack counts as heard of. */
  public Optional<LeaseRow> grant(RackId rack, List<BoardSerial> free) {
    LeaseRows.Asking asking =
        new LeaseRows.Asking(rack, free, patience.lease(), patience.silence());
    for (int i = 0; i < TRIES; i++) {
      switch (database.inTransaction(tx -> grant(tx, asking))) {
        case LeaseRows.Answer.Granted granted -> {
          return Optional.of(granted.lease());
        }
        case LeaseRows.Answer.Nothing nothing -> {
          return Optional.empty();
        }
        case LeaseRows.Answer.Overtaken overtaken -> {}
      }
    }
    return Optional.empty();
  }

  private static LeaseRows.Answer grant(Tx tx, LeaseRows.Asking asking) {
    LeaseRows.Answer answer = tx.leases().grant(asking);
    if (answer instanceof LeaseRows.Answer.Granted granted) {
      tx.racks().heard(granted.lease().lease().rack());
      tx.ring(Channel.RUN, granted.lease().run().value());
    }
    return answer;
  }

  /** Keeps a lease, and notes how far its work is. */
  public Kept renew(LeaseToken token, Progress progress) {
    return database.inTransaction(
        tx -> {
          if (!tx.leases().renew(token, patience.lease())) {
            return new Kept.Over(over(token, tx.leases().find(token)));
          }
          LeaseRow row = tx.leases().find(token).orElseThrow();
          tx.racks().heard(row.lease().rack());
          tx.jobs().progress(row.lease().job(), progress);
          tx.ring(Channel.RUN, row.run().value());
          return new Kept.Alive(tx.runs().find(row.run()).orElseThrow().finished().isPresent());
        });
  }

  private static String over(LeaseToken token, Optional<LeaseRow> row) {
    return row.map(
            r -> {
              Instant expires = r.lease().expires();
              return "lease %s of job %s on board %s is over (it lasted until %s): stop, and ask for work anew"
                  .formatted(token, r.lease().job(), r.lease().board(), expires);
            })
        .orElse("there was never a lease with token " + token);
  }
}
