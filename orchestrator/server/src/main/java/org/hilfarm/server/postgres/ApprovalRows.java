package org.hilfarm.server.postgres;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who let which commit's firmware onto the boards. */
public final class ApprovalRows {
  private static final int WORDS = 300;

  private final Handle handle;

  ApprovalRows(Handle handle) {
    this.handle = handle;
  }

  /**
   * An approval.
   *
   * @param actorId who, by GitHub's number
   * @param actor by the name of then
   * @param permission what the API said they may
   * @param how button or label
   */
  public record Approval(long actorId, String actor, String permission, String how) {}

  /** Lets this gate's commit, and no other, onto the boards; once is enough. */
  public void add(long gate, Approval approval) {
    handle
        .createUpdate(
            "insert into github_approval (gate, actor_id, actor, permission, how)"
                + " values (:gate, :id, :actor, :permission, :how) on conflict do nothing")
        .bind("gate", gate)
        .bind("id", approval.actorId())
        .bind("actor", Text.bounded(approval.actor(), WORDS))
        .bind("permission", Text.bounded(approval.permission(), WORDS))
        .bind("how", approval.how())
        .execute();
  }

  /** The one that holds. */
  public Optional<Approval> of(long gate) {
    return handle
        .createQuery("select * from github_approval where gate = :gate and voided is null")
        .bind("gate", gate)
        .map(
            (row, context) ->
                new Approval(
                    row.getLong("actor_id"),
                    row.getString("actor"),
                    row.getString("permission"),
                    row.getString("how")))
        .findOne();
  }

  /** Whether one held before, and none does now. */
  public boolean ended(long gate) {
    return of(gate).isEmpty()
        && handle
            .createQuery("select exists (select from github_approval where gate = :gate) had")
            .bind("gate", gate)
            .mapTo(Boolean.class)
            .one();
  }

  /** None at another commit of the pull request holds any more; where they were. */
  public List<String> endOthers(PullRow pull, String why) {
    return handle
        .createQuery(
            "update github_approval a set voided = clock_timestamp(), why = :why"
                + " from github_gate g where g.id = a.gate and a.voided is null"
                + " and g.repository_id = :repository and g.pr_number = :number"
                + " and (g.head_sha <> :sha or not :open) returning g.head_sha")
        .bind("repository", pull.repository())
        .bind("number", pull.number())
        .bind("sha", pull.head().sha())
        .bind("open", pull.open())
        .bind("why", Text.bounded(why, WORDS))
        .mapTo(String.class)
        .list();
  }

  /** It holds no more; whether one did. */
  public boolean end(long gate, String why) {
    return handle
            .createUpdate(
                "update github_approval set voided = clock_timestamp(), why = :why"
                    + " where gate = :gate and voided is null")
            .bind("gate", gate)
            .bind("why", Text.bounded(why, WORDS))
            .execute()
        > 0;
  }
}
