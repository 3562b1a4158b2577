package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;

/** Which run of a pull request is the active one: at most one, which an index holds. */
public final class PullRequestRows {
  private final Handle handle;

  PullRequestRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * Waits until nobody else, on any orchestrator, stores a run of this pull request, and keeps
   * others from it until this transaction ends. Who is second here gets the higher number, and its
   * run stays.
   */
  public void alone(PullRequest pullRequest) {
    handle
        .createQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 0))) as held")
        .bind("name", pullRequest.name())
        .mapTo(Integer.class)
        .one();
  }

  /** The run of this pull request that has not ended. */
  public Optional<RunId> active(PullRequest pullRequest) {
    return handle
        .createQuery(
            "select id from run where pr_repository = :repository and pr_number = :number"
                + " and finished is null")
        .bind("repository", pullRequest.repository())
        .bind("number", pullRequest.number())
        .mapTo(String.class)
        .map(RunId::new)
        .findOne();
  }

  /** This run, which is stored already, tests this. */
  public void set(RunId run, PullRequest pullRequest) {
    handle
        .createUpdate(
            "update run set pr_repository = :repository, pr_number = :number, pr_commit = :commit"
                + " where id = :run")
        .bind("run", run.value())
        .bind("repository", pullRequest.repository())
        .bind("number", pullRequest.number())
        .bind("commit", pullRequest.commit())
        .execute();
  }

  /** Each of the two names the other. */
  public void replaces(RunId newer, RunId older) {
    handle
        .createUpdate("update run set replaces = :older where id = :newer")
        .bind("newer", newer.value())
        .bind("older", older.value())
        .execute();
    handle
        .createUpdate("update run set replaced_by = :newer where id = :older")
        .bind("newer", newer.value())
        .bind("older", older.value())
        .execute();
  }

  /** What a row of the table of runs says of its pull request. */
  static Optional<RunRow.Change> change(ResultSet row) throws SQLException {
    String repository = row.getString("pr_repository");
    if (repository == null) {
      return Optional.empty();
    }
    PullRequest pullRequest =
        new PullRequest(
            repository,
            row.getInt("pr_number"),
            Objects.requireNonNull(row.getString("pr_commit")));
    return Optional.of(
        new RunRow.Change(
            pullRequest,
            Optional.ofNullable(row.getString("replaces")).map(RunId::new),
            Optional.ofNullable(row.getString("replaced_by")).map(RunId::new)));
  }
}
