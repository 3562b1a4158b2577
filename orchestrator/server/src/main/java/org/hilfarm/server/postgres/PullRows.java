package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Pull requests of GitHub's as it said them last. */
public final class PullRows {
  private static final int WORDS = 300;

  private final Handle handle;

  PullRows(Handle handle) {
    this.handle = handle;
  }

  /** Waits until nobody else, on any orchestrator, looks at this pull request, and keeps it. */
  public void alone(long repository, int number) {
    handle
        .createQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 0))) as held")
        .bind("name", "github pull %d %d".formatted(repository, number))
        .mapTo(Integer.class)
        .one();
  }

  public Optional<PullRow> find(long repository, int number) {
    return handle
        .createQuery(
            "select * from github_pull where repository_id = :repository and number = :number")
        .bind("repository", repository)
        .bind("number", number)
        .map((row, context) -> pull(row))
        .findOne();
  }

  /** The open ones of a repository. */
  public List<PullRow> open(long repository) {
    return handle
        .createQuery(
            "select * from github_pull where repository_id = :repository and open order by number")
        .bind("repository", repository)
        .map((row, context) -> pull(row))
        .list();
  }

  /** Open ones whose head is this commit of this branch of this repository. */
  public List<PullRow> ofHead(GateRow.Commit commit, long headRepository, String branch) {
    return handle
        .createQuery(
            "select * from github_pull where repository_id = :repository and open"
                + " and head_sha = :sha and head_repository_id = :from and head_branch = :branch"
                + " order by number")
        .bind("repository", commit.repository())
        .bind("sha", commit.sha())
        .bind("from", headRepository)
        .bind("branch", Text.bounded(branch, WORDS))
        .map((row, context) -> pull(row))
        .list();
  }

  /** Open ones whose head is this commit, whatever branch it comes from. */
  public List<PullRow> at(GateRow.Commit commit) {
    return handle
        .createQuery(
            "select * from github_pull where repository_id = :repository and open"
                + " and head_sha = :sha order by number")
        .bind("repository", commit.repository())
        .bind("sha", commit.sha())
        .map((row, context) -> pull(row))
        .list();
  }

  /** How many runs of a pull request were submitted within this time. */
  public int runsWithin(String repository, int number, Duration within) {
    return handle
        .createQuery(
            "select count(*) from run where pr_repository = :repository and pr_number = :number"
                + " and submitted > clock_timestamp() - :within * interval '1 ms'")
        .bind("repository", repository.toLowerCase(Locale.ROOT))
        .bind("number", number)
        .bind("within", within.toMillis())
        .mapTo(Integer.class)
        .one();
  }

  /** Keeps what was said; who pushed last stays where nobody says it and the head is the same. */
  public void put(PullRow pull) {
    handle
        .createUpdate(
            """
            insert into github_pull (repository_id, number, head_sha, head_repository_id, head_owner,
              head_branch, base_branch, merge_sha, author_id, author, association, pusher_id, open,
              updated)
            values (:repository, :number, :sha, :from, :owner, :branch, :base, :merge, :authorId,
              :author, :association, :pusher, :open, :updated)
            on conflict (repository_id, number) do update set
              pusher_id = case when excluded.pusher_id <> 0
                or github_pull.head_sha <> excluded.head_sha then excluded.pusher_id
                else github_pull.pusher_id end,
              head_sha = excluded.head_sha, head_repository_id = excluded.head_repository_id,
              head_owner = excluded.head_owner, head_branch = excluded.head_branch,
              base_branch = excluded.base_branch, merge_sha = excluded.merge_sha,
              association = excluded.association, author = excluded.author,
              open = excluded.open, updated = excluded.updated
            """)
        .bind("repository", pull.repository())
        .bind("number", pull.number())
        .bind("sha", Text.bounded(pull.head().sha(), WORDS))
        .bind("from", pull.head().repository())
        .bind("owner", Text.bounded(pull.head().owner(), WORDS))
        .bind("branch", Text.bounded(pull.head().branch(), WORDS))
        .bind("base", Text.bounded(pull.base(), WORDS))
        .bind("merge", pull.merge().map(m -> Text.bounded(m, WORDS)).orElse(null))
        .bind("authorId", pull.author().id())
        .bind("author", Text.bounded(pull.author().login(), WORDS))
        .bind("association", Text.bounded(pull.author().association(), WORDS))
        .bind("pusher", pull.pusher())
        .bind("open", pull.open())
        .bind("updated", utc(pull.updated()))
        .execute();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static PullRow pull(ResultSet row) throws SQLException {
    return new PullRow(
        row.getLong("repository_id"),
        row.getInt("number"),
        new PullRow.Head(
            row.getString("head_sha"),
            row.getLong("head_repository_id"),
            row.getString("head_owner"),
            row.getString("head_branch")),
        row.getString("base_branch"),
        Optional.ofNullable(row.getString("merge_sha")),
        new PullRow.Author(
            row.getLong("author_id"), row.getString("author"), row.getString("association")),
        row.getLong("pusher_id"),
        row.getBoolean("open"),
        row.getObject("updated", OffsetDateTime.class).toInstant());
  }
}
