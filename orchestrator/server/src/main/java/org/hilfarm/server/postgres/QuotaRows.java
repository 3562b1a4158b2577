package org.hilfarm.server.postgres;

import java.time.Duration;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** For which of GitHub's repositories runs are, and how many each has had. */
public final class QuotaRows {
  private static final Duration DAY = Duration.ofDays(1);

  private final Handle handle;

  QuotaRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * What a repository has of the farm.
   *
   * @param open runs that have not ended
   * @param today runs of the last 24 hours
   */
  public record Used(int open, int today) {}

  /** The run is for this repository. */
  public void count(RunId run, long repository) {
    handle
        .createUpdate("update run set repository_id = :repository where id = :run")
        .bind("repository", repository)
        .bind("run", run.value())
        .execute();
  }

  /** By the database's clock. */
  public Used used(long repository) {
    return handle
        .createQuery(
            "select count(*) filter (where finished is null) open,"
                + " count(*) filter"
                + " (where submitted > clock_timestamp() - :day * interval '1 ms') today"
                + " from run where repository_id = :repository and (finished is null"
                + " or submitted > clock_timestamp() - :day * interval '1 ms')")
        .bind("repository", repository)
        .bind("day", DAY.toMillis())
        .map((row, context) -> new Used(row.getInt("open"), row.getInt("today")))
        .one();
  }

  /** Tickets of a repository that were given just now, and may become a run each in a moment. */
  public int tickets(long repository) {
    return handle
        .createQuery(
            "select count(*) from run_ticket where repository_id = :repository and run is null"
                + " and cardinality(suites) > 0 and expires > clock_timestamp()"
                + " and made > clock_timestamp() - interval '5 min'")
        .bind("repository", repository)
        .mapTo(Integer.class)
        .one();
  }
}
