package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hilfarm.model.plan.JobId;
import org.jdbi.v3.core.Handle;

/** How the queue stands before a job that waits. */
public final class OutlookRows {
  /** Up to so many jobs each is looked up by itself: whose turn is soon has little before it. */
  private static final int FEW = 8;

  private static final String EACH =
      """
      select a.id, before.jobs + 1 as place, before.cost as ahead
      from asked a cross join lateral (
        select count(*) as jobs, coalesce(sum(j.cost_ms), 0) as cost
        from job j
        where j.state = 'waiting' and j.only_board is null and j.board_type = a.board_type
          and (j.turn, j.round, j.number, j.position) < (a.turn, a.round, a.number, a.position)
        ) before
      where a.only_board is null
      """;

  private static final String ALL =
      """
      select j.id, row_number() over turns as place,
        coalesce(sum(j.cost_ms) over (turns rows between unbounded preceding and 1 preceding), 0)
          as ahead
      from job j
      where j.state = 'waiting' and j.only_board is null
        and j.board_type in (select board_type from asked)
      window turns as (
        partition by j.board_type order by j.turn, j.round, j.number, j.position)
      """;

  /** What is under way on a board takes as long as was thought, less what has passed. */
  private static final String STANDING =
      """
      with asked as materialized (
        select * from job where id = any(:jobs) and state = 'waiting'),
      ranked as (%s),
      busy as (
        select j.board_type, sum(greatest(0, j.cost_ms
          - 1000 * extract(epoch from clock_timestamp() - l.granted))) as left_ms
        from lease l join job j on j.id = l.job
        where l.ended is null group by j.board_type),
      kinds as (
        select a.board_type, a.needs, a.only_rack, a.only_board, (
            select count(*) from board b join rack k on k.id = b.rack
            where b.board_type = a.board_type and b.abilities @> a.needs
              and (a.only_rack is null or a.only_rack = b.rack)
              and (a.only_board is null or a.only_board = b.rack || '/' || b.serial)
              and b.state in ('READY', 'LEASED')
              and not exists (select from board_standing d
                where d.rack = b.rack and d.serial = b.serial)
              and k.drains is null
              and k.heard > clock_timestamp() - :silence * interval '1 ms') as boards
        from (select distinct board_type, needs, only_rack, only_board from asked) a)
      select a.id, coalesce(r.place, 1) place, coalesce(r.ahead, 0) ahead, a.cost_ms, n.boards,
        coalesce(b.left_ms, 0) left_ms, clock_timestamp() as seen
      from asked a
      join kinds n on n.board_type = a.board_type and n.needs = a.needs
        and n.only_rack is not distinct from a.only_rack
        and n.only_board is not distinct from a.only_board
      left join ranked r on r.id = a.id
      left join busy b on b.board_type = a.board_type
      """;

  static final String OF_FEW = STANDING.formatted(EACH);
  static final String OF_MANY = STANDING.formatted(ALL);

  private final Handle handle;

  OutlookRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * How a job stands.
   *
   * @param place 1 is next of those that wait for its type of board
   * @param boards how many that could take it are at work
   * @param ahead how long those before it, and what is under way, are thought to take in all
   * @param cost how long it is thought to take itself; zero where that is not known
   * @param seen when that was, by the database's clock
   */
  public record Place(int place, int boards, Duration ahead, Duration cost, Instant seen) {}

  /** Those of these jobs that wait now. */
  public Map<JobId, Place> of(Collection<JobId> jobs, Duration silence) {
    return of(jobs.size() > FEW ? OF_MANY : OF_FEW, jobs, silence);
  }

  /** The same for jobs whose turn is soon, so that little is before each, however many wait. */
  public Map<JobId, Place> soon(Collection<JobId> jobs, Duration silence) {
    return of(OF_FEW, jobs, silence);
  }

  private Map<JobId, Place> of(String sql, Collection<JobId> jobs, Duration silence) {
    if (jobs.isEmpty()) {
      return Map.of();
    }
    Map<JobId, Place> places = new HashMap<>();
    handle
        .createQuery(sql)
        .bind("jobs", jobs.stream().map(JobId::value).toArray(String[]::new))
        .bind("silence", silence.toMillis())
        .map((row, context) -> Map.entry(new JobId(row.getString("id")), place(row)))
        .forEach(e -> places.put(e.getKey(), e.getValue()));
    return places;
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getInt("place"),
        row.getInt("boards"),
        Duration.ofMillis((long) row.getDouble("ahead") + (long) row.getDouble("left_ms")),
        Duration.ofMillis(row.getLong("cost_ms")),
        row.getObject("seen", OffsetDateTime.class).toInstant());
  }
}
