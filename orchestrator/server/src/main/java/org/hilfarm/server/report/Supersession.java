package org.hilfarm.server.report;

import java.util.Optional;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;

/**
 * A newer run of a pull request takes the place of the active one, in the transaction that stores
 * the newer: what waits leaves the queue, and a board at work is told when its agent renews. The
 * caller holds the pull request ({@code tx.pullRequests().alone}), so of two that are submitted at
 * the same time the one with the higher number stays.
 *
 * @param tx that transaction
 * @param patience how often a job is tried in all
 */
public record Supersession(Tx tx, Patience patience) {

  /** Makes room for a run that is not stored yet; the one that was superseded. */
  public Optional<RunId> makeRoom(RunId newer, PullRequest pullRequest) {
    Optional<RunRow> active = tx.pullRequests().active(pullRequest).flatMap(tx.runs()::lock);
    return active
        .filter(row -> new Conclusion(tx, row, patience).cancelled(why(newer, pullRequest, row)))
        .map(row -> row.plan().run());
  }

  private static String why(RunId newer, PullRequest now, RunRow before) {
    boolean same =
        before.change().filter(c -> c.pullRequest().commit().equals(now.commit())).isPresent();
    return "superseded by run %s, which tests %s%s"
        .formatted(newer, now, same ? ", the same commit, again" : "");
  }
}
