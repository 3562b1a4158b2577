package org.hilfarm.server.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Happening;
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

  /** What became of asking for work. */
  public sealed interface Asked<T> {
    /** A lease, and what was made of it in the transaction that gave it. */
    record Granted<T>(T lease) implements Asked<T> {}

    /** There is some, kept for better boards of other racks: ask again after this time. */
    record Later<T>(Duration time) implements Asked<T> {}

    record Nothing<T>() implements Asked<T> {}
  }

  private sealed interface Once<T> {
    record Answered<T>(Asked<T> answer) implements Once<T> {}

    record Overtaken<T>() implements Once<T> {}
  }

  /** What became of a renewal. */
  public sealed interface Kept {
    /**
     * It goes on.
     *
     * @param cancel whether nobody wants the answer any more
     */
    record Alive(boolean cancel) implements Kept {}

    /** It is over, and the board may be somebody else's; or it never was the asker's. */
    record Over(String text) implements Kept {}
  }

  /**
   * The next job for one of the free boards; its rack counts as heard of.
   *
   * @param made what the rack is told of it
   * @param seed kept with it, see {@link LeaseRows.Asking}
   */
  public <T> Asked<T> grant(
      RackId rack, List<BoardSerial> free, BiFunction<Tx, LeaseRow, T> made, long seed) {
    LeaseRows.Asking asking =
        new LeaseRows.Asking(rack, free, patience.offer(), patience.silence(), seed);
    for (int i = 0; i < TRIES; i++) {
      if (database.inTransaction(tx -> once(tx, asking, made))
          instanceof Once.Answered<T> answered) {
        return answered.answer();
      }
    }
    return new Asked.Nothing<>();
  }

  private static <T> Once<T> once(
      Tx tx, LeaseRows.Asking asking, BiFunction<Tx, LeaseRow, T> made) {
    return switch (tx.leases().grant(asking)) {
      case LeaseRows.Answer.Granted granted -> {
        tx.ring(Channel.RUN, granted.lease().run().value());
        tx.happened(new Happening.Leased());
        yield new Once.Answered<>(new Asked.Granted<>(made.apply(tx, granted.lease())));
      }
      case LeaseRows.Answer.Later later -> new Once.Answered<>(new Asked.Later<>(later.time()));
      case LeaseRows.Answer.Nothing nothing -> new Once.Answered<>(new Asked.Nothing<>());
      case LeaseRows.Answer.Overtaken overtaken -> {
        tx.ring(Channel.WORK, asking.rack().value()); // the job was held: others passed it over
        yield new Once.Overtaken<>();
      }
    };
  }

  /**
   * Keeps a lease, and notes how far its work is.
   *
   * @param own the only rack of who asks; empty for a process of the farm's own machine
   */
  public Kept renew(LeaseToken token, Progress progress, Optional<RackId> own) {
    return database.inTransaction(
        tx -> {
          Optional<LeaseRows.Kept> kept = tx.leases().keep(token, patience.lease(), progress, own);
          if (kept.isEmpty()) {
            return new Kept.Over(over(token, tx.leases().find(token)));
          }
          tx.ring(Channel.RUN, kept.get().run().value());
          return new Kept.Alive(kept.get().finished());
        });
  }

  /** Why a lease is no longer anybody's. */
  public String over(LeaseToken token) {
    return over(token, database.inTransaction(tx -> tx.leases().find(token)));
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
