package org.hilfarm.server.postgres;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Attempts of the builds that GitHub told of, and how they ended. */
public final class BuildRows {
  private static final int WORDS = 100;

  private final Handle handle;

  BuildRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * An attempt of a build.
   *
   * @param attempt which
   * @param sha the head it was made for
   * @param conclusion how it ended; empty while it runs
   */
  public record Built(GateRow.Attempt attempt, String sha, String conclusion) {}

  /** Notes an attempt; what is known of its end stays. */
  public void put(
      GateRow.Commit commit, OptionalInt pullRequest, GateRow.Attempt attempt, String conclusion) {
    handle
        .createUpdate(
            "insert into github_build (repository_id, workflow_run, attempt, head_sha, pr_number,"
                + " conclusion) values (:repository, :run, :attempt, :sha, :number, :conclusion)"
                + " on conflict (repository_id, workflow_run, attempt) do update set"
                + " conclusion = case when excluded.conclusion = '' then github_build.conclusion"
                + " else excluded.conclusion end,"
                + " pr_number = coalesce(github_build.pr_number, excluded.pr_number)")
        .bind("repository", commit.repository())
        .bind("run", attempt.run())
        .bind("attempt", attempt.attempt())
        .bind("sha", Text.bounded(commit.sha(), WORDS))
        .bind("number", pullRequest.isPresent() ? pullRequest.getAsInt() : null)
        .bind("conclusion", Text.bounded(conclusion, WORDS))
        .execute();
  }

  /** The newest attempt for a commit that ended. */
  public Optional<Built> ended(GateRow.Commit commit) {
    return newest(commit, " and conclusion <> ''");
  }

  /** The commit that a workflow's run built, as its newest attempt says. */
  public Optional<GateRow.Commit> commit(long repository, long workflowRun) {
    return handle
        .createQuery(
            "select head_sha from github_build where repository_id = :repository"
                + " and workflow_run = :run order by attempt desc limit 1")
        .bind("repository", repository)
        .bind("run", workflowRun)
        .mapTo(String.class)
        .findOne()
        .map(sha -> new GateRow.Commit(repository, sha));
  }

  /** The newest attempt for a commit. */
  public Optional<Built> newest(GateRow.Commit commit) {
    return newest(commit, "");
  }

  private Optional<Built> newest(GateRow.Commit commit, String which) {
    return handle
        .createQuery(
            "select * from github_build where repository_id = :repository and head_sha = :sha"
                + which
                + " order by workflow_run desc, attempt desc limit 1")
        .bind("repository", commit.repository())
        .bind("sha", commit.sha())
        .map(
            (row, context) ->
                new Built(
                    new GateRow.Attempt(row.getLong("workflow_run"), row.getInt("attempt")),
                    row.getString("head_sha"),
                    row.getString("conclusion")))
        .findOne();
  }

  /** Builds of these commits before this one, the newest first, the last attempt of each. */
  public List<Built> before(
      long repository, List<String> commits, GateRow.Attempt attempt, int limit) {
    return handle
        .createQuery(
            "select distinct on (workflow_run) * from github_build"
                + " where repository_id = :repository and head_sha = any(:commits)"
                + " and workflow_run < :run order by workflow_run desc, attempt desc limit :limit")
        .bind("repository", repository)
        .bindArray("commits", String.class, commits)
        .bind("run", attempt.run())
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Built(
                    new GateRow.Attempt(row.getLong("workflow_run"), row.getInt("attempt")),
                    row.getString("head_sha"),
                    row.getString("conclusion")))
        .list();
  }
}
