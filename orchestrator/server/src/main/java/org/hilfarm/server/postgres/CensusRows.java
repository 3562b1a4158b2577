package org.hilfarm.server.postgres;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.SuiteId;
import org.jdbi.v3.core.Handle;

/** Counts what there is. Each list has an end: what is counted may be shown as time series. */
public final class CensusRows {
  private static final int AT_MOST = 500;
  private static final double MILLIS = 1000;

  private final Handle handle;

  CensusRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Counts.
   *
   * @param forget racks that were not heard of for so long are not named
   */
  public Census count(Duration forget) {
    return new Census(
        jobs(),
        racks(forget),
        runs(),
        fires(),
        checks(),
        deliveries(),
        number("select count(*) from report where made is null and gone is null"),
        number("select pg_database_size(current_database())"));
  }

  private List<Census.Jobs> jobs() {
    return handle
        .createQuery(
            "select board_type, state, 'emulated' = any(needs) emulated, count(*) jobs,"
                + " coalesce(max(extract(epoch from clock_timestamp() - waiting_since))"
                + "   filter (where state = 'waiting'), 0) oldest"
                + " from job where state <> 'done' group by 1, 2, 3 order by 1, 2, 3 limit :most")
        .bind("most", AT_MOST)
        .map(
            (row, context) ->
                new Census.Jobs(
                    new BoardTypeId(row.getString("board_type")),
                    row.getString("state"),
                    row.getBoolean("emulated"),
                    row.getLong("jobs"),
                    seconds(row.getDouble("oldest"))))
        .list();
  }

  private List<Census.Racks> racks(Duration forget) {
    return handle
        .createQuery(
            "select id, extract(epoch from clock_timestamp() - heard) silent,"
                + " drains is not null drains from rack"
                + " where heard > clock_timestamp() - :forget * interval '1 ms'"
                + " order by id limit :most")
        .bind("forget", forget.toMillis())
        .bind("most", AT_MOST)
        .map(
            (row, context) ->
                new Census.Racks(
                    new RackId(row.getString("id")),
                    seconds(row.getDouble("silent")),
                    row.getBoolean("drains")))
        .list();
  }

  private List<Census.OpenRuns> runs() {
    return handle
        .createQuery(
            "select suite, count(*) runs from run where finished is null group by 1 order by 1"
                + " limit :most")
        .bind("most", AT_MOST)
        .map(
            (row, context) ->
                new Census.OpenRuns(new SuiteId(row.getString("suite")), row.getLong("runs")))
        .list();
  }

  private List<Census.Checks> checks() {
    return handle
        .createQuery(
            "select case when g.gone is not null then 'aside' when trouble is not null then 'error'"
                + " when sent_at >= asked then 'sent' else 'waiting' end state, count(*) checks,"
                + " coalesce(max(extract(epoch from clock_timestamp() - asked)), 0) oldest"
                + " from github_check c left join github_repository g on g.id = c.repository_id"
                + " where not settled group by 1 order by 1")
        .map(
            (row, context) ->
                new Census.Checks(
                    row.getString("state"),
                    row.getLong("checks"),
                    seconds(row.getDouble("oldest"))))
        .list();
  }

  private List<Census.Deliveries> deliveries() {
    return handle
        .createQuery(
            "select state, count(*) deliveries from github_delivery"
                + " where state <> 'done' group by 1 order by 1")
        .map(
            (row, context) ->
                new Census.Deliveries(row.getString("state"), row.getLong("deliveries")))
        .list();
  }

  private List<Census.LastFire> fires() {
    return handle
        .createQuery(
            "select s.id, max(f.due) due from schedule s join schedule_fire f on f.schedule = s.id"
                + " where s.removed is null and f.run is not null group by 1 order by 1"
                + " limit :most")
        .bind("most", AT_MOST)
        .map(
            (row, context) ->
                new Census.LastFire(
                    new ScheduleId(row.getString("id")),
                    row.getObject("due", OffsetDateTime.class).toInstant()))
        .list();
  }

  private long number(String query) {
    return handle.createQuery(query).mapTo(Long.class).one();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, seconds) * MILLIS));
  }
}
