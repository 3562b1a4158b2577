package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.wire.runapi.NightsView;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A schedule's nights beside each other. */
public final class HistoryRows {
  private static final int MOST = 500;

  private static final String NIGHTS =
      """
      nights as (
        select f.run, f.due, r.verdict, row_number() over (order by f.due desc) back
        from schedule_fire f join run r on r.id = f.run
        where f.schedule = :schedule and f.due <= :upto and r.finished is not null
        order by f.due desc limit :window)
      """;

  /** A night in which nothing of a pair came to an end says nothing of it. */
  private static final String CHANGES =
      """
      , ends as (
        select n.back, n.run, o.board_type, o.script, bool_or(o.outcome = 'failed') failed,
          bool_or(o.outcome = 'passed') passed
        from nights n join script_outcome o on o.run = n.run
        where o.part = 'planned' and o.outcome in ('passed', 'failed')
        group by n.back, n.run, o.board_type, o.script),
      steps as (
        select *, lag(failed) over (partition by board_type, script order by back desc) as before
        from ends),
      pairs as (
        select board_type, script, count(*) filter (where failed) failures,
          count(*) filter (where not failed) passes,
          count(*) filter (where failed and before is not true) times,
          bool_or(failed and passed) mixed,
          bool_or(failed) filter (where back = 1) failed_now,
          (array_agg(run order by back desc) filter (where failed))[1] as since
        from steps group by board_type, script),
      changes as (
        select *, case
          when failed_now and failures = 1 and passes > 0 then 'new failure'
          when mixed then 'flaky'
          when passes = 0 or failures = 0 then null
          when times > 1 then 'flaky'
          when failed_now then 'still failing'
          else 'fixed' end as what
        from pairs)
      select * from changes where what is not null
      order by array_position(array['new failure', 'still failing', 'flaky', 'fixed'], what),
        board_type, script
      limit :most
      """;

  private static final String COURSES =
      """
      , means as (
        select n.back, m.board_type, m.script, m.name, m.unit, avg(m.value) mean
        from nights n join script_measure m on m.run = n.run
        group by n.back, m.board_type, m.script, m.name, m.unit)
      select board_type, script, name, unit, count(*) nights,
        (array_agg(mean order by back desc))[1] as first, (array_agg(mean order by back))[1] as latest,
        case when count(*) >= 3 then regr_slope(mean, -back) end as slope
      from means group by board_type, script, name, unit
      having bool_or(back = 1)
      order by abs(coalesce(regr_slope(mean, -back), 0)) / greatest(abs(avg(mean)), 1e-9) desc,
        board_type, script, name
      limit :most
      """;

  private final Handle handle;

  HistoryRows(Handle handle) {
    this.handle = handle;
  }

  /** Which schedule made a run, and when it was due. */
  public record FireOf(ScheduleId schedule, Instant due) {}

  /** The fire that a run came of. */
  public Optional<FireOf> fireOf(RunId run) {
    return handle
        .createQuery("select schedule, due from schedule_fire where run = :run")
        .bind("run", run.value())
        .map(
            (row, context) ->
                new FireOf(
                    new ScheduleId(row.getString("schedule")),
                    row.getObject("due", OffsetDateTime.class).toInstant()))
        .findFirst();
  }

  /**
   * A schedule's finished runs beside each other.
   *
   * @param upto the latest that is looked at was due then, or before
   * @param window how many
   */
  public NightsView nights(ScheduleId schedule, Instant upto, int window) {
    return new NightsView(
        schedule,
        asked("with " + NIGHTS + " select * from nights order by back", schedule, upto, window)
            .map((row, context) -> night(row))
            .list(),
        asked("with " + NIGHTS + CHANGES, schedule, upto, window)
            .bind("most", MOST)
            .map((row, context) -> change(row))
            .list(),
        asked("with " + NIGHTS + COURSES, schedule, upto, window)
            .bind("most", MOST)
            .map((row, context) -> course(row))
            .list());
  }

  private Query asked(String sql, ScheduleId schedule, Instant upto, int window) {
    return handle
        .createQuery(sql)
        .bind("schedule", schedule.value())
        .bind("upto", upto.atOffset(ZoneOffset.UTC))
        .bind("window", window);
  }

  private static NightsView.Night night(ResultSet row) throws SQLException {
    return new NightsView.Night(
        new RunId(row.getString("run")),
        row.getObject("due", OffsetDateTime.class).toInstant(),
        RunRows.json(row.getString("verdict"), Verdict.class).word());
  }

  private static NightsView.Change change(ResultSet row) throws SQLException {
    return new NightsView.Change(
        new BoardTypeId(row.getString("board_type")),
        new ScriptId(row.getString("script")),
        row.getString("what"),
        row.getInt("passes"),
        row.getInt("failures"),
        new RunId(row.getString("since")));
  }

  private static NightsView.Course course(ResultSet row) throws SQLException {
    double slope = row.getDouble("slope");
    OptionalDouble perNight = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(slope);
    return new NightsView.Course(
        new BoardTypeId(row.getString("board_type")),
        new ScriptId(row.getString("script")),
        row.getString("name"),
        row.getString("unit"),
        row.getInt("nights"),
        row.getDouble("first"),
        row.getDouble("latest"),
        perNight);
  }
}
