package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.github.gate.GateHead;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Checks at GitHub: what they are to say. {@link CheckOutboxRows} has how it gets there. Who holds
 * more than one takes them in the order of their names, and after the run they follow.
 */
public final class CheckRows {
  private static final int WORDS = 1000;

  private final Handle handle;

  CheckRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * From now on the check is to say this.
   *
   * @param boardType empty: it is the gate
   * @return whether that is news
   */
  public boolean want(
      GateHead head, String name, Optional<BoardTypeId> boardType, CheckIntent intent) {
    Optional<CheckRow> before = lock(head, name);
    if (before.isEmpty()) {
      return insert(head, name, boardType, intent) || want(head, name, boardType, intent);
    }
    CheckRow row = before.get();
    if (row.intent().equals(intent) || keepsItsVerdict(row, intent)) {
      return false;
    }
    change(row, head, intent);
    return true;
  }

  /** An answer that is there is not taken back because nobody asks any more. */
  private boolean keepsItsVerdict(CheckRow row, CheckIntent intent) {
    return intent instanceof CheckIntent.CallsOff
        && switch (row.intent()) {
          case CheckIntent.Follows follows -> RunRows.finished(handle, follows.run());
          case CheckIntent.NothingToTest nothing -> true;
          case CheckIntent.NotTestable not -> true;
          case CheckIntent.Rejected rejected -> true;
          case CheckIntent.CallsOff off -> true;
          case CheckIntent.Waits waits -> false;
          case CheckIntent.NeedsApproval needs -> false;
        };
  }

  private Optional<CheckRow> lock(GateHead head, String name) {
    return handle
        .createQuery(
            "select *, clock_timestamp() now from github_check"
                + " where repository_id = :repository and head_sha = :sha and name = :name"
                + " for update")
        .bind("repository", head.repositoryId())
        .bind("sha", head.sha())
        .bind("name", name)
        .map((row, context) -> row(row))
        .findOne();
  }

  private boolean insert(
      GateHead head, String name, Optional<BoardTypeId> boardType, CheckIntent intent) {
    Words words = Words.of(intent);
    return handle
            .createUpdate(
                "insert into github_check (repository_id, repository, installation, head_sha,"
                    + " merge_sha, name, board_type, intent, why, run)"
                    + " values (:id, :repository, :installation, :sha, :merge, :name, :type,"
                    + " :intent, :why, :run)"
                    + " on conflict do nothing")
            .bind("id", head.repositoryId())
            .bind("repository", head.repository())
            .bind("installation", head.installation())
            .bind("sha", head.sha())
            .bind("merge", head.mergeSha().orElse(null))
            .bind("name", name)
            .bind("type", boardType.map(BoardTypeId::value).orElse(null))
            .bind("intent", words.intent())
            .bind("why", Text.bounded(words.why(), WORDS))
            .bind("run", words.run().map(RunId::value).orElse(null))
            .execute()
        > 0;
  }

  /** One that GitHub has as concluded, or may have, is opened as another edition. */
  private void change(CheckRow row, GateHead head, CheckIntent intent) {
    Words words = Words.of(intent);
    boolean again = row.sent().conclusion().isPresent();
    handle
        .createUpdate(
            "update github_check set repository = :repository, installation = :installation,"
                + " merge_sha = coalesce(:merge, merge_sha), intent = :intent, why = :why,"
                + " run = :run, asked = clock_timestamp(), settled = false,"
                + " due = clock_timestamp(), tries = 0, trouble = null"
                + (again
                    ? ", edition = edition + 1, check_run = null, sent_digest = null,"
                        + " sent_status = null, sent_conclusion = null, annotated = 0"
                    : "")
                + " where id = :id")
        .bind("id", row.id())
        .bind("repository", head.repository())
        .bind("installation", head.installation())
        .bind("merge", head.mergeSha().orElse(null))
        .bind("intent", words.intent())
        .bind("why", Text.bounded(words.why(), WORDS))
        .bind("run", words.run().map(RunId::value).orElse(null))
        .execute();
  }

  /** A run changed in a way that its checks must tell soon. */
  void changed(RunId run) {
    handle
        .createUpdate(
            "update github_check set due = clock_timestamp(), settled = false where id in (select"
                + " id from github_check where run = :run order by name collate \"C\", id for"
                + " update)")
        .bind("run", run.value())
        .execute();
  }

  /** The checks that follow a run, the gate first. */
  public List<CheckRow> of(RunId run) {
    return handle
        .createQuery(
            "select *, clock_timestamp() now from github_check where run = :run"
                + " order by board_type nulls first, id")
        .bind("run", run.value())
        .map((row, context) -> row(row))
        .list();
  }

  /** The check of this name at a commit. */
  public Optional<CheckRow> find(long repositoryId, String sha, String name) {
    return handle
        .createQuery(
            "select *, clock_timestamp() now from github_check"
                + " where repository_id = :repository and head_sha = :sha and name = :name")
        .bind("repository", repositoryId)
        .bind("sha", sha)
        .bind("name", name)
        .map((row, context) -> row(row))
        .findOne();
  }

  private record Words(String intent, String why, Optional<RunId> run) {
    static Words of(CheckIntent intent) {
      return switch (intent) {
        case CheckIntent.Waits w -> new Words("waits", w.why());
        case CheckIntent.Follows f -> new Words("follows", "", Optional.of(f.run()));
        case CheckIntent.Rejected r -> new Words("rejected", r.why());
        case CheckIntent.NothingToTest n -> new Words("nothing-to-test", n.why());
        case CheckIntent.CallsOff c -> new Words("calls-off", c.why());
        case CheckIntent.NeedsApproval a -> new Words("needs-approval", a.why());
        case CheckIntent.NotTestable n -> new Words("not-testable", n.why());
      };
    }

    Words(String intent, String why) {
      this(intent, why, Optional.empty());
    }
  }

  private static CheckIntent intent(ResultSet row) throws SQLException {
    String why = text(row, "why");
    return switch (text(row, "intent")) {
      case "waits" -> new CheckIntent.Waits(why);
      case "follows" -> new CheckIntent.Follows(new RunId(text(row, "run")));
      case "rejected" -> new CheckIntent.Rejected(why);
      case "nothing-to-test" -> new CheckIntent.NothingToTest(why);
      case "calls-off" -> new CheckIntent.CallsOff(why);
      case "needs-approval" -> new CheckIntent.NeedsApproval(why);
      case "not-testable" -> new CheckIntent.NotTestable(why);
      default -> throw new IllegalStateException("a stored check's intent cannot be read back");
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  static CheckRow row(ResultSet row) throws SQLException {
    return new CheckRow(
        row.getLong("id"),
        new GateHead(
            row.getLong("repository_id"),
            text(row, "repository"),
            row.getLong("installation"),
            text(row, "head_sha"),
            Optional.ofNullable(row.getString("merge_sha"))),
        text(row, "name"),
        Optional.ofNullable(row.getString("board_type")).map(BoardTypeId::new),
        intent(row),
        row.getObject("asked", OffsetDateTime.class).toInstant(),
        row.getInt("edition"),
        row.getLong("fence"),
        row.getObject("now", OffsetDateTime.class).toInstant(),
        sent(row));
  }

  private static CheckRow.Sent sent(ResultSet row) throws SQLException {
    long checkRun = row.getLong("check_run");
    Optional<Long> number = row.wasNull() ? Optional.empty() : Optional.of(checkRun);
    return new CheckRow.Sent(
        number,
        Optional.ofNullable(row.getString("sent_digest")),
        Optional.ofNullable(row.getString("sent_status")),
        Optional.ofNullable(row.getString("sent_conclusion")),
        instant(row.getObject("sent_at", OffsetDateTime.class)),
        row.getInt("annotated"),
        row.getInt("tries"),
        Optional.ofNullable(row.getString("trouble")));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
