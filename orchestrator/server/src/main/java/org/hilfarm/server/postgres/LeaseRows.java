package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** Leases: who uses which board until when, by the database's clock alone. */
public final class LeaseRows {
  /**
   * The oldest waiting job that one of the free boards can take. A board that had the job before
   * takes it only where no other board that could is at work. A control goes before all else, on
   * its own board only, even where that board shows nothing: its power cycle may bring it back. The
   * later rounds of a soak wait for the first jobs of all other runs. A board about which something
   * was decided, such as that it is to be recovered, gets nothing at all.
   */
  private static final String NEXT =
      """
      with free as materialized (
        select b.*, b.rack || '/' || b.serial place,
          exists (select from job c
            where c.only_board = b.rack || '/' || b.serial and c.state = 'waiting') controlled
        from board b
        where b.rack = :rack and b.serial = any(:free) and b.state in ('READY', 'LEASED', 'OFFLINE')
          and not exists (select from board_standing d
            where d.rack = b.rack and d.serial = b.serial)
          and not exists (select from lease l
            where l.rack = b.rack and l.serial = b.serial and l.ended is null)
        order by b.serial)
      select j.id, j.run, j.attempts + 1 attempt, f.serial
      from job j
      join run r on r.id = j.run
      cross join lateral (
        select f.serial from free f
        where f.board_type = j.board_type and f.abilities @> j.needs
          and (r.only_rack is null or r.only_rack = f.rack)
          and (j.only_board = f.place
            or (j.only_board is null and f.state <> 'OFFLINE' and not f.controlled))
          and (j.only_board is not null
            or not f.place = any(j.tried)
            or not exists (select from board s join rack k on k.id = s.rack
              where s.board_type = j.board_type and s.abilities @> j.needs
                and (r.only_rack is null or r.only_rack = s.rack)
                and s.state in ('READY', 'LEASED')
                and not exists (select from board_standing d
                  where d.rack = s.rack and d.serial = s.serial)
                and k.heard > clock_timestamp() - :silence * interval '1 ms'
                and not (s.rack || '/' || s.serial) = any(j.tried)))
        limit 1) f
      where j.state = 'waiting' and j.board_type in (select board_type from free)
      order by j.only_board is null, j.round, r.number, j.position
      limit 1
      for update of j skip locked
      """;

  private static final String GRANT =
      """
      insert into lease (token, job, attempt, rack, serial, expires)
      values (nextval('fence'), :job, :attempt, :rack, :serial,
        clock_timestamp() + :lasts * interval '1 ms')
      on conflict do nothing
      returning token
      """;

  /**
   * That time has not run out. While PostgreSQL was away nobody could renew: a lease from before
   * that is good until its agent had time to come back.
   */
  private static final String IN_TIME =
      """
      (l.expires > clock_timestamp()
        or (l.granted < pg_postmaster_start_time()
          and clock_timestamp() < pg_postmaster_start_time() + interval '30 seconds'))
      """;

  private static final String FIND =
      "select l.*, j.run, l.ended is null and "
          + IN_TIME
          + " live from lease l join job j on j.id = l.job";

  private final Handle handle;

  LeaseRows(Handle handle) {
    this.handle = handle;
  }

  /** What a rack asks with. */
  public record Asking(RackId rack, List<BoardSerial> free, Duration lasts, Duration silence) {}

  private record Next(JobId job, int attempt, BoardSerial board) {}

  /** What became of asking. */
  public sealed interface Answer {
    record Granted(LeaseRow lease) implements Answer {}

    record Nothing() implements Answer {}

    /** Another asked for the same board at the same time; ask again. */
    record Overtaken() implements Answer {}
  }

  /** Gives the next job to a free board. */
  public Answer grant(Asking asking) {
    Optional<Next> next = next(asking);
    if (next.isEmpty()) {
      return new Answer.Nothing();
    }
    Optional<Long> token = insert(asking, next.get());
    if (token.isEmpty()) {
      return new Answer.Overtaken();
    }
    handle
        .createUpdate(
            "update job set state = 'leased', attempts = :attempt, progress = null,"
                + " tried = array_append(tried, :board) where id = :job")
        .bind("job", next.get().job().value())
        .bind("attempt", next.get().attempt())
        .bind("board", asking.rack() + "/" + next.get().board())
        .execute();
    return new Answer.Granted(find(new LeaseToken(token.get())).orElseThrow());
  }

  private Optional<Next> next(Asking asking) {
    return handle
        .createQuery(NEXT)
        .bind("rack", asking.rack().value())
        .bind("free", asking.free().stream().map(BoardSerial::value).toArray(String[]::new))
        .bind("silence", asking.silence().toMillis())
        .map(
            (row, context) ->
                new Next(
                    new JobId(row.getString("id")),
                    row.getInt("attempt"),
                    new BoardSerial(row.getString("serial"))))
        .findOne();
  }

  private Optional<Long> insert(Asking asking, Next next) {
    return handle
        .createQuery(GRANT)
        .bind("job", next.job().value())
        .bind("attempt", next.attempt())
        .bind("rack", asking.rack().value())
        .bind("serial", next.board().value())
        .bind("lasts", asking.lasts().toMillis())
        .mapTo(Long.class)
        .findOne();
  }

  public Optional<LeaseRow> find(LeaseToken token) {
    return handle
        .createQuery(FIND + " where l.token = :token")
        .bind("token", token.value())
        .map((row, context) -> lease(row))
        .findOne();
  }

  /** The lease, held against every other change of it until this transaction ends. */
  public Optional<LeaseRow> lock(LeaseToken token) {
    return handle
        .createQuery(FIND + " where l.token = :token for update of l")
        .bind("token", token.value())
        .map((row, context) -> lease(row))
        .findOne();
  }

  /** Keeps a lease alive; false where it has ended or run out. */
  public boolean renew(LeaseToken token, Duration lasts) {
    return handle
            .createUpdate(
                "update lease l set expires = clock_timestamp() + :lasts * interval '1 ms'"
                    + " where token = :token and ended is null and "
                    + IN_TIME)
            .bind("token", token.value())
            .bind("lasts", lasts.toMillis())
            .execute()
        > 0;
  }

  /** Leases that ran out and have not been ended yet, the oldest first. */
  public List<LeaseToken> expired(int limit) {
    return handle
        .createQuery(
            "select token from lease l where job is not null and ended is null and not "
                + IN_TIME
                + " order by token limit :limit")
        .bind("limit", limit)
        .mapTo(Long.class)
        .map(LeaseToken::new)
        .list();
  }

  /** Ends a lease: the board is free for the next one. */
  public void end(LeaseToken token, boolean reported) {
    handle
        .createUpdate(
            "update lease set ended = clock_timestamp(), ended_how = :how where token = :token")
        .bind("token", token.value())
        .bind("how", reported ? "reported" : "expired")
        .execute();
  }

  private static LeaseRow lease(ResultSet row) throws SQLException {
    Lease lease =
        new Lease(
            new LeaseToken(row.getLong("token")),
            new JobId(row.getString("job")),
            row.getInt("attempt"),
            new RackId(row.getString("rack")),
            new BoardSerial(row.getString("serial")),
            row.getObject("expires", OffsetDateTime.class).toInstant());
    return new LeaseRow(
        lease,
        new RunId(row.getString("run")),
        row.getObject("granted", OffsetDateTime.class).toInstant(),
        row.getObject("ended", OffsetDateTime.class) != null,
        row.getBoolean("live"));
  }
}
