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
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.wire.json.Json;
import org.jdbi.v3.core.Handle;

/** Leases: who uses which board until when, by the database's clock alone. */
public final class LeaseRows {
  /**
   * Of a soak's later rounds one at a time has a turn: the next, which gives way anew from when the
   * one before it got its board. The others go behind everything, to boards that have nothing else.
   * The job that is given here still waits for all that this statement can see.
   */
  private static final String NEXT_ROUND =
      """
      next_round as (
        update job set turn = clock_timestamp() + cast(:wait as bigint) * interval '1 ms'
        where cast(:wait as bigint) is not null and turn = 'infinity'
          and id = (select w.id from job w
            where w.run = :run and w.board_type = :type and w.state = 'waiting'
              and w.only_board is null and w.turn = 'infinity' and w.id <> :job
            order by w.round, w.position limit 1 for update skip locked)
          and not exists (select from job w
            where w.run = :run and w.board_type = :type and w.state = 'waiting'
              and w.only_board is null and w.turn < 'infinity' and w.round > 1 and w.id <> :job)
          and exists (select from given))
      """;

  /** One statement: each costs a way to PostgreSQL and back while others wait for their boards. */
  private static final String GRANT =
      """
      with given as (
        insert into lease (token, job, attempt, rack, serial, seed, expires)
        values (nextval('fence'), :job, :attempt, :rack, :serial, :seed,
          clock_timestamp() + :lasts * interval '1 ms')
        on conflict do nothing
        returning *),
      leased as (
        update job j set state = 'leased', attempts = g.attempt, progress = null,
          tried = array_append(tried, g.rack || '/' || g.serial)
        from given g where j.id = g.job),
      heard as (
        update rack r set heard = clock_timestamp() from given g
        where r.id = g.rack and r.heard < clock_timestamp() - interval '500 ms'),
      %s
      select g.*, cast(:run as text) run, true live from given g
      """
          .formatted(NEXT_ROUND);

  /**
   * Keeps a lease of who may, and what else a renewal says: the rack is there, and how far its work
   * is. It does not wait for a disk: of a renewal that is lost with PostgreSQL nothing is missed,
   * since leases from before a restart are good until the next one had time to come.
   */
  private static final String KEEP =
      """
      with kept as (
        update lease l set expires = clock_timestamp() + :lasts * interval '1 ms',
          taken = coalesce(taken, clock_timestamp())
        where l.token = :token and l.ended is null and %s
          and (l.rack = :own or (cast(:own as text) is null
            and not exists (select from agent_key a where a.rack = l.rack and a.revoked is null)))
        returning l.job, l.rack),
      far as (update job j set progress = :progress from kept k where j.id = k.job),
      heard as (
        update rack r set heard = clock_timestamp() from kept k
        where r.id = k.rack and r.heard < clock_timestamp() - interval '500 ms')
      select r.id, r.finished is not null finished,
        set_config('synchronous_commit', 'off', true) disk
      from kept k join job j on j.id = k.job join run r on r.id = j.run
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

  /**
   * What a rack asks with.
   *
   * @param free the boards that could be given work
   * @param lasts how long an offer is good until its agent takes it up
   * @param silence after which another rack counts as offline
   * @param seed what fixes the random choices of all attempts that are begun now
   */
  public record Asking(
      RackId rack, List<BoardSerial> free, Duration lasts, Duration silence, long seed) {}

  /**
   * A lease that goes on.
   *
   * @param run whose work it is for
   * @param finished whether that run has ended, so that nobody wants the answer any more
   */
  public record Kept(RunId run, boolean finished) {}

  /** What became of asking. */
  public sealed interface Answer {
    record Granted(LeaseRow lease) implements Answer {}

    record Nothing() implements Answer {}

    /**
     * There is work, and better boards of other racks wait for it at this moment: what they leave
     * can be had then.
     */
    record Later(Duration time) implements Answer {}

    /** Another asked for the same board at the same time; ask again. */
    record Overtaken() implements Answer {}
  }

  /** Gives the next job to a free board. */
  public Answer grant(Asking asking) {
    return switch (new NextRows(handle, asking).choose()) {
      case NextRows.Choice.Take take -> grant(asking, take.chosen());
      case NextRows.Choice.Later later -> new Answer.Later(later.time());
      case NextRows.Choice.Nothing nothing -> new Answer.Nothing();
    };
  }

  private Answer grant(Asking asking, NextRows.Chosen next) {
    Optional<LeaseRow> given = insert(asking, next);
    if (given.isEmpty()) {
      return new Answer.Overtaken();
    }
    return new Answer.Granted(given.get());
  }

  private Optional<LeaseRow> insert(Asking asking, NextRows.Chosen next) {
    return handle
        .createQuery(GRANT)
        .bind("job", next.job().value())
        .bind("attempt", next.attempt())
        .bind("rack", asking.rack().value())
        .bind("serial", next.board().value())
        .bind("seed", asking.seed())
        .bind("lasts", asking.lasts().toMillis())
        .bind("run", next.run().value())
        .bind("type", next.type())
        .bind("wait", next.givesWay().orElse(null))
        .map((row, context) -> lease(row))
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

  /**
   * Keeps the lease of a job's alive, and takes it up; empty where it has ended or run out, or is
   * not the asker's.
   *
   * @param progress how far its work is
   * @param own the only rack of who asks; empty for a process of the farm's own machine, which asks
   *     for every rack whose host has no key of its own
   */
  public Optional<Kept> keep(
      LeaseToken token, Duration lasts, Progress progress, Optional<RackId> own) {
    return handle
        .createQuery(KEEP.formatted(IN_TIME))
        .bind("token", token.value())
        .bind("lasts", lasts.toMillis())
        .bind("progress", Text.whole(Json.write(progress)))
        .bind("own", own.map(RackId::value).orElse(null))
        .map((row, context) -> new Kept(new RunId(row.getString("id")), row.getBoolean("finished")))
        .findOne();
  }

  /** Keeps any lease alive, and takes it up; false where it has ended or run out. */
  public boolean renew(LeaseToken token, Duration lasts) {
    return handle
            .createUpdate(
                "update lease l set expires = clock_timestamp() + :lasts * interval '1 ms', taken ="
                    + " coalesce(taken, clock_timestamp()) where token = :token and ended is null"
                    + " and "
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
  public void end(LeaseToken token, LeaseEnd how) {
    handle
        .createUpdate(
            "update lease set ended = clock_timestamp(), ended_how = :how where token = :token")
        .bind("token", token.value())
        .bind("how", how.word())
        .execute();
  }

  /** Ends one that was no attempt: the job's next lease has its number. */
  public void endWithoutAttempt(LeaseRow lease, LeaseEnd how) {
    end(lease.lease().token(), how);
    handle
        .createUpdate("update job set attempts = attempts - 1 where id = :job")
        .bind("job", lease.lease().job().value())
        .execute();
  }

  /** How many leases of a job ended without an attempt. */
  public int withoutAttempt(JobId job) {
    return handle
        .createQuery(
            "select count(*) from lease where job = :job and ended_how in ('lapsed', 'returned')")
        .bind("job", job.value())
        .mapTo(Integer.class)
        .one();
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
        row.getObject("taken", OffsetDateTime.class) != null,
        row.getObject("ended", OffsetDateTime.class) != null,
        row.getBoolean("live"));
  }
}
