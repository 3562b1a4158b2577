package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.verdict.Verdict;
import org.jdbi.v3.core.Handle;

/** What the first page lists, without any run's plan: a list is read often, and plans are large. */
public final class FrontRows {
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
      Optional<String> reportUrl) {}

  /**
   * What a board works on now.
   *
   * @param name the run's
   */
  public record Work(RackId rack, BoardSerial board, RunId run, String name, Progress progress) {}

  /** The newest runs first. */
  public List<Line> lines(int limit) {
    return handle
        .createQuery(
            "select id, name, suite, submitted, finished, verdict, report_url from run"
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
        Optional.ofNullable(row.getString("report_url")));
  }

  /** What every board works on that has a job, whichever run it is of. */
  public List<Work> work() {
    return handle
        .createQuery(
            "select l.rack, l.serial, r.id, r.name, j.progress, j.script_count"
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
            .orElse(none));
  }
}
