package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.script.ScriptId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What one board has done, a page's share of it: each question goes by an index of the board's. */
public final class BoardRows {
  /** A board that is moved has a past in each of its racks. Each is one step in an index. */
  static final String RACKS =
      """
      select k.id from rack k
      left join lateral (select true here from board b
        where b.rack = k.id and b.serial = :serial limit 1) b on true
      left join lateral (select true was from lease l
        where l.rack = k.id and l.serial = :serial limit 1) l on true
      left join lateral (select true was from board_event e
        where e.rack = k.id and e.serial = :serial limit 1) e on true
      where b.here or l.was or e.was
      order by b.here desc nulls last, k.heard desc, k.id limit :most
      """;

  static final String NOW =
      """
      select l.token, l.granted, r.id run, r.name, j.progress, j.script_count
      from lease l join job j on j.id = l.job join run r on r.id = j.run
      where l.rack = :rack and l.serial = :serial and l.ended is null
      """;

  /** What was offered and not taken up, or given back, was no attempt. */
  static final String ATTEMPTS =
      """
      select l.token, l.attempt, l.granted, l.ended, l.ended_how, l.fault, j.id job, j.run,
        left(r.name, 200) name, j.control is not null control, j.rerun is not null rerun,
        s.passed, s.failed, s.other, s.failures
      from (select * from lease l
        where l.rack = :rack and l.serial = :serial and l.token < :before and l.job is not null
          and (l.ended_how is null or l.ended_how in ('reported', 'expired'))
        order by l.token desc limit :most) l
      join job j on j.id = l.job join run r on r.id = j.run
      cross join lateral (
        select count(*) filter (where o.outcome = 'passed') passed,
          count(*) filter (where o.outcome = 'failed') failed,
          count(*) filter (where o.outcome = 'open') other,
          array_agg(o.script order by o.script) filter (where o.outcome = 'failed') failures
        from script_outcome o where o.token = l.token) s
      order by l.token desc
      """;

  private static final String OF_LATE =
      """
      l.rack = :rack and l.serial = :serial and l.job is not null
        and l.granted > now() - :days * interval '1 day'
      """;

  static final String DAYS =
      """
      select cast(l.granted at time zone 'UTC' as date) as day, count(*) attempts,
        count(*) filter (where l.flashed) flashes,
        count(*) filter (where l.rack_fault) rack_faults,
        count(*) filter (where l.rack_fault is null) untold
      from lease l where %s and l.ended_how in ('reported', 'expired')
      group by 1 order by 1
      """
          .formatted(OF_LATE);

  /** Of the newest attempts only: a board that is watched all day starts very often. */
  static final String RESETS =
      """
      select s.stimulus, s.judgement, count(*) times, max(s.at) latest
      from (select l.token from lease l where %s order by l.granted desc limit 1000) l
      join reset s on s.token = l.token
      group by 1, 2 order by 1, 2
      """
          .formatted(OF_LATE);

  static final String SCRIPTS =
      """
      select i.script, sum(i.passed) passed, sum(i.failed) failed, count(*) images,
        count(*) filter (where i.passed > 0 and i.failed > 0) mixed
      from (select o.script, o.image, count(*) filter (where o.outcome = 'passed') passed,
          count(*) filter (where o.outcome = 'failed') failed
        from script_outcome o
        where o.rack = :rack and o.serial = :serial and o.stored > now() - :days * interval '1 day'
          and o.outcome in ('passed', 'failed')
        group by o.script, o.image) i
      group by i.script having sum(i.failed) > 0
      order by sum(i.failed) desc, i.script limit :most
      """;

  private final Handle handle;

  BoardRows(Handle handle) {
    this.handle = handle;
  }

  /** What a board works on now. */
  public record Work(RunId run, String name, Progress progress, Instant since) {}

  /**
   * How often scripts of an attempt ended how.
   *
   * @param other the rack or the farm came between
   * @param failures those that failed
   */
  public record Scripts(int passed, int failed, int other, List<ScriptId> failures) {}

  /**
   * One attempt at a job.
   *
   * @param ended when; empty while it goes on
   * @param expired whether its agent was not heard of in time
   * @param fault the first, whoever is to blame
   */
  public record Attempt(
      LeaseToken token,
      RunId run,
      String name,
      JobId job,
      int number,
      Purpose purpose,
      Instant began,
      Optional<Instant> ended,
      boolean expired,
      Optional<FaultKind> fault,
      Scripts scripts) {}

  /** What an attempt is for. */
  public enum Purpose {
    PLANNED,
    CONTROL,
    RERUN
  }

  /**
   * What became of a day's attempts.
   *
   * @param untold of how many nobody wrote down whether the rack is to blame
   */
  public record Day(LocalDate day, int attempts, int flashes, int rackFaults, int untold) {}

  /** How often something made the board start, and what the oracle said of it. */
  public record Resets(Stimulus stimulus, Judgement judgement, int times, Instant latest) {}

  /**
   * How a script ended on this board.
   *
   * @param images how many images ran it
   * @param mixed how many of these both passed and failed it
   */
  public record Script(ScriptId script, int passed, int failed, int images, int mixed) {}

  /** The racks that have a board of this serial or had one; where it is now comes first. */
  public List<RackId> racks(BoardSerial serial, int most) {
    return handle
        .createQuery(RACKS)
        .bind("serial", serial.value())
        .bind("most", most)
        .mapTo(String.class)
        .map(RackId::new)
        .list();
  }

  public Optional<Work> now(StandingRows.Board board) {
    return of(board, NOW)
        .map(
            (row, context) ->
                new Work(
                    new RunId(row.getString("run")),
                    row.getString("name"),
                    progress(row),
                    at(row, "granted").orElseThrow()))
        .findFirst();
  }

  private static Progress progress(ResultSet row) throws SQLException {
    Progress none = Progress.waiting(row.getInt("script_count"));
    return Optional.ofNullable(row.getString("progress"))
        .map(p -> RunRows.json(p, Progress.class))
        .orElse(none);
  }

  /** Attempts whose lease is older than this one, the newest first. */
  public List<Attempt> attempts(StandingRows.Board board, LeaseToken before, int most) {
    return of(board, ATTEMPTS)
        .bind("before", before.value())
        .bind("most", most)
        .map((row, context) -> attempt(row))
        .list();
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        new LeaseToken(row.getLong("token")),
        new RunId(row.getString("run")),
        row.getString("name"),
        new JobId(row.getString("job")),
        row.getInt("attempt"),
        purpose(row),
        at(row, "granted").orElseThrow(),
        at(row, "ended"),
        "expired".equals(row.getString("ended_how")),
        Optional.ofNullable(row.getString("fault")).map(FaultKind::valueOf),
        new Scripts(
            row.getInt("passed"), row.getInt("failed"), row.getInt("other"), failures(row)));
  }

  private static Purpose purpose(ResultSet row) throws SQLException {
    return row.getBoolean("control")
        ? Purpose.CONTROL
        : row.getBoolean("rerun") ? Purpose.RERUN : Purpose.PLANNED;
  }

  private static List<ScriptId> failures(ResultSet row) throws SQLException {
    var failures = row.getArray("failures");
    return failures == null
        ? List.of()
        : List.of((String[]) failures.getArray()).stream().map(ScriptId::new).toList();
  }

  /** The last so many days, in UTC; one without an attempt has no row. */
  public List<Day> days(StandingRows.Board board, int days) {
    return of(board, DAYS)
        .bind("days", days)
        .map(
            (row, context) ->
                new Day(
                    row.getObject("day", LocalDate.class),
                    row.getInt("attempts"),
                    row.getInt("flashes"),
                    row.getInt("rack_faults"),
                    row.getInt("untold")))
        .list();
  }

  public List<Resets> resets(StandingRows.Board board, int days) {
    return of(board, RESETS)
        .bind("days", days)
        .map(
            (row, context) ->
                new Resets(
                    Stimulus.valueOf(row.getString("stimulus")),
                    Judgement.valueOf(row.getString("judgement")),
                    row.getInt("times"),
                    at(row, "latest").orElseThrow()))
        .list();
  }

  /** The scripts that failed, those that did most often first. */
  public List<Script> scripts(StandingRows.Board board, int days, int most) {
    return of(board, SCRIPTS)
        .bind("days", days)
        .bind("most", most)
        .map(
            (row, context) ->
                new Script(
                    new ScriptId(row.getString("script")),
                    row.getInt("passed"),
                    row.getInt("failed"),
                    row.getInt("images"),
                    row.getInt("mixed")))
        .list();
  }

  private Query of(StandingRows.Board board, String sql) {
    return handle
        .createQuery(sql)
        .bind("rack", board.rack().value())
        .bind("serial", board.serial().value());
  }

  private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
