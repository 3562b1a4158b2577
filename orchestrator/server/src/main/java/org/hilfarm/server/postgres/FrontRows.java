package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.verdict.Verdict;
import org.jdbi.v3.core.Handle;

/** What the first page lists, without any run's plan: a list is read often, and plans are large. */
public final class FrontRows {
  static final String QUEUED =
      """
      with kinds as (
        select board_type, count(*) jobs from job where state = 'waiting'
        group by board_type order by count(*) desc, board_type limit :types)
      select k.board_type, k.jobs, n.id, n.run, n.name
      from kinds k left join lateral (
        select j.id, j.run, r.name from job j join run r on r.id = j.run
        where j.state = 'waiting' and j.only_board is null and j.board_type = k.board_type
        order by j.turn, j.round, j.number, j.position limit :each) n on true
      order by k.jobs desc, k.board_type
      """;

  private final Handle handle;

  FrontRows(Handle handle) {
    this.handle = handle;
  }

  /** A run in a list. */
  public record Line(
      RunId run,
      String name,
      String suite,
      Instant submitted,
      Optional<Instant> finished,
      Optional<Verdict> verdict,
      Optional<String> reportDir,
      Optional<String> reportUrl,
      boolean baseline,
      Optional<RunRow.Change> change) {}

  /**
   * What a board works on now.
   *
   * @param name the run's
   * @param ends when it was thought to be done when it began; empty where that was not known
   */
  public record Work(
      RackId rack,
      BoardSerial board,
      RunId run,
      String name,
      Progress progress,
      Optional<Instant> ends) {}

  /**
   * A type of board that jobs wait for.
   *
   * @param jobs how many
   * @param next one of those whose turn is next; empty where all wait for one certain board
   */
  public record Queued(BoardTypeId boardType, long jobs, Optional<Next> next) {}

  /** A job whose turn is soon. */
  public record Next(JobId job, RunId run, String name) {}

  /** The newest runs first. */
  public List<Line> lines(int limit) {
    return handle
        .createQuery(
            "select id, name, suite, submitted, finished, verdict, report_dir, report_url,"
                + " baseline, pr_repository, pr_number, pr_commit, replaces, replaced_by from run"
                + " order by number desc limit :limit")
        .bind("limit", limit)
        .map((row, context) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        new RunId(row.getString("id")),
        row.getString("name"),
        row.getString("suite"),
        row.getObject("submitted", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("finished", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("verdict")).map(v -> RunRows.json(v, Verdict.class)),
        Optional.ofNullable(row.getString("report_dir")),
        Optional.ofNullable(row.getString("report_url")),
        row.getBoolean("baseline"),
        PullRequestRows.change(row));
  }

  /** What every board works on that has a job, whichever run it is of. */
  public List<Work> work() {
    return handle
        .createQuery(
            "select l.rack, l.serial, r.id, r.name, j.progress, j.script_count,"
                + " case when j.cost_ms > 0 then l.granted + j.cost_ms * interval '1 ms' end ends"
                + " from lease l join job j on j.id = l.job join run r on r.id = j.run"
                + " where l.ended is null order by l.token")
        .map((row, context) -> work(row))
        .list();
  }

  private static Work work(ResultSet row) throws SQLException {
    Progress none = Progress.waiting(row.getInt("script_count"));
    return new Work(
        new RackId(row.getString("rack")),
        new BoardSerial(row.getString("serial")),
        new RunId(row.getString("id")),
        row.getString("name"),
        Optional.ofNullable(row.getString("progress"))
            .map(p -> RunRows.json(p, Progress.class))
            .orElse(none),
        Optional.ofNullable(row.getObject("ends", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /**
   * The types that most jobs wait for, each as often as there are jobs of it whose turn is next.
   *
   * @param types how many at most
   * @param each how many jobs of each at most
   */
  public List<Queued> queued(int types, int each) {
    return handle
        .createQuery(QUEUED)
        .bind("types", types)
        .bind("each", each)
        .map((row, context) -> queued(row))
        .list();
  }

  private static Queued queued(ResultSet row) throws SQLException {
    String job = row.getString("id");
    return new Queued(
        new BoardTypeId(row.getString("board_type")),
        row.getLong("jobs"),
        job == null
            ? Optional.empty()
            : Optional.of(
                new Next(new JobId(job), new RunId(row.getString("run")), row.getString("name"))));
  }
}
