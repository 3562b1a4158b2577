package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Gates: one for each commit that the farm is to judge. Every change is what the check at the
 * commit is to say from then on, and is rung on GITHUB.
 */
public final class GateRows {
  private static final int SENTENCE = 4000;
  private static final int WORDS = 1000;

  private static final String CLAIM =
      """
      update github_gate set tries = tries + 1, until = clock_timestamp() + :lasts * interval '1 ms'
      where id = (
        select id from github_gate
        where state = 'due' and not_before <= clock_timestamp()
          and (until is null or until <= clock_timestamp())
        order by due limit 1
        for update skip locked)
      returning *
      """;

  private final Handle handle;
  private final Tx tx;

  GateRows(Handle handle, Tx tx) {
    this.handle = handle;
    this.tx = tx;
  }

  /** The commit's gate, held until this transaction ends. */
  public Optional<GateRow> lock(GateRow.Commit commit) {
    return handle
        .createQuery(
            "select * from github_gate where repository_id = :repository and head_sha = :sha"
                + " for update")
        .bind("repository", commit.repository())
        .bind("sha", commit.sha())
        .map((row, context) -> gate(row))
        .findOne();
  }

  /** The commit's gate. */
  public Optional<GateRow> find(GateRow.Commit commit) {
    return handle
        .createQuery(
            "select * from github_gate where repository_id = :repository and head_sha = :sha")
        .bind("repository", commit.repository())
        .bind("sha", commit.sha())
        .map((row, context) -> gate(row))
        .findOne();
  }

  /** A gate by its number. */
  public Optional<GateRow> find(long id) {
    return handle
        .createQuery("select * from github_gate where id = :id")
        .bind("id", id)
        .map((row, context) -> gate(row))
        .findOne();
  }

  /** Those of a pull request on which something is still to come, held, the oldest first. */
  public List<GateRow> lockOpen(long repository, int pullRequest) {
    return handle
        .createQuery(
            "select * from github_gate where repository_id = :repository and pr_number = :number"
                + " and state in ('building', 'unapproved', 'due', 'run') order by id for update")
        .bind("repository", repository)
        .bind("number", pullRequest)
        .map((row, context) -> gate(row))
        .list();
  }

  /** Those of a repository whose answer is still to come, held, the oldest first. */
  public List<GateRow> lockOpen(long repository) {
    return handle
        .createQuery(
            "select g.* from github_gate g where repository_id = :repository"
                + " and (state in ('building', 'unapproved', 'due') or (state = 'run' and exists"
                + " (select from run r where r.id = g.run and r.finished is null)))"
                + " order by id for update of g")
        .bind("repository", repository)
        .map((row, context) -> gate(row))
        .list();
  }

  /** The newest, newest first. */
  public List<GateRow> newest(int limit) {
    return handle
        .createQuery("select * from github_gate order by id desc limit :limit")
        .bind("limit", limit)
        .map((row, context) -> gate(row))
        .list();
  }

  /** Makes a gate that waits for its build, unless it is there; held then, whoever made it. */
  public GateRow open(
      GateRow.Commit commit, GateRow.Kind kind, OptionalInt pullRequest, String why) {
    int made =
        handle
            .createUpdate(
                "insert into github_gate (repository_id, head_sha, kind, pr_number, state, reason)"
                    + " values (:repository, :sha, :kind, :number, 'building', :why)"
                    + " on conflict do nothing")
            .bind("repository", commit.repository())
            .bind("sha", Text.bounded(commit.sha(), WORDS))
            .bind("kind", kind.word())
            .bind("number", pullRequest.isPresent() ? pullRequest.getAsInt() : null)
            .bind("why", Text.bounded(why, SENTENCE))
            .execute();
    if (made > 0) {
      tx.ring(Channel.GITHUB, commit.sha());
    }
    GateRow gate = lock(commit).orElseThrow();
    if (made > 0) {
      new GateCheck(tx).says(gate);
    }
    return gate;
  }

  /** Stores what has become of a gate that is held. */
  public void put(GateRow gate) {
    handle
        .createUpdate(
            "update github_gate set tier = :tier, due = case when :state <> 'due' then null"
                + " when state = 'due' then due else clock_timestamp() end,"
                + " not_before = case when state = :state then not_before"
                + " else clock_timestamp() end,"
                + " state = :state, reason = :reason, revision = revision + 1,"
                + " workflow_run = :build, attempt = :attempt, asked = :asked,"
                + " carried = :carried, run = :run, pr_number = :number, until = null,"
                + " tries = tries + 1 where id = :id")
        .bind("id", gate.id())
        .bind("tier", Text.bounded(gate.tier(), WORDS))
        .bind("state", gate.state().word())
        .bind("reason", Text.bounded(gate.reason(), SENTENCE))
        .bind("build", gate.build().map(GateRow.Attempt::run).orElse(null))
        .bind("attempt", gate.build().map(GateRow.Attempt::attempt).orElse(null))
        .bind("asked", gate.asked())
        .bind("carried", Text.bounded(gate.carried(), SENTENCE))
        .bind("run", gate.run().map(RunId::value).orElse(null))
        .bind("number", gate.pullRequest().isPresent() ? gate.pullRequest().getAsInt() : null)
        .execute();
    new GateCheck(tx).says(gate);
    tx.ring(Channel.GITHUB, gate.commit().sha());
  }

  /**
   * A gate whose build is being fetched.
   *
   * @param gate as it was when it was taken
   * @param turn by which whoever fetches is known
   */
  public record Claimed(GateRow gate, int turn) {}

  /** Takes the oldest that is due and that nobody fetches, until the lease ends. */
  public Optional<Claimed> claim(Duration lasts) {
    return handle
        .createQuery(CLAIM)
        .bind("lasts", lasts.toMillis())
        .map((row, context) -> new Claimed(gate(row), row.getInt("tries")))
        .findOne();
  }

  /** Still at it; false where another has it, or nobody wants it any more. */
  public boolean renew(Claimed claimed, Duration lasts) {
    return handle
            .createUpdate(
                "update github_gate set until = clock_timestamp() + :lasts * interval '1 ms'"
                    + " where id = :id and tries = :turn and state = 'due'")
            .bind("id", claimed.gate().id())
            .bind("turn", claimed.turn())
            .bind("lasts", lasts.toMillis())
            .execute()
        > 0;
  }

  /** Holds it if it is still this one's turn; empty where it changed meanwhile. */
  public Optional<GateRow> held(Claimed claimed) {
    return handle
        .createQuery(
            "select * from github_gate where id = :id and tries = :turn and state = 'due'"
                + " for update")
        .bind("id", claimed.gate().id())
        .bind("turn", claimed.turn())
        .map((row, context) -> gate(row))
        .findOne();
  }

  /**
   * Gives it back: anybody may try again, this long after now, and its check says why. Says how
   * long it is due.
   */
  public Optional<Duration> giveBack(Claimed claimed, Duration rest, String why) {
    Optional<Duration> due = due(claimed, rest, why);
    due.flatMap(d -> find(claimed.gate().id())).ifPresent(new GateCheck(tx)::says);
    return due;
  }

  private Optional<Duration> due(Claimed claimed, Duration rest, String why) {
    return handle
        .createQuery(
            "update github_gate set until = null, reason = :why, revision = revision + 1,"
                + " not_before = clock_timestamp() + :rest * interval '1 ms'"
                + " where id = :id and tries = :turn and state = 'due'"
                + " returning 1000 * extract(epoch from clock_timestamp() - due)")
        .bind("id", claimed.gate().id())
        .bind("turn", claimed.turn())
        .bind("rest", rest.toMillis())
        .bind("why", Text.bounded(why, SENTENCE))
        .mapTo(Double.class)
        .map(millis -> Duration.ofMillis(Math.round(millis)))
        .findOne();
  }

  private static GateRow gate(ResultSet row) throws SQLException {
    int number = row.getInt("pr_number");
    OptionalInt pullRequest = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    long build = row.getLong("workflow_run");
    Optional<GateRow.Attempt> attempt =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new GateRow.Attempt(build, row.getInt("attempt")));
    @Nullable String run = row.getString("run");
    return new GateRow(
        row.getLong("id"),
        new GateRow.Commit(row.getLong("repository_id"), row.getString("head_sha")),
        GateRow.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        pullRequest,
        row.getString("tier"),
        GateRow.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        row.getLong("revision"),
        attempt,
        row.getString("carried"),
        Optional.ofNullable(run).map(RunId::new),
        row.getInt("asked"),
        row.getObject("came", OffsetDateTime.class).toInstant());
  }
}
