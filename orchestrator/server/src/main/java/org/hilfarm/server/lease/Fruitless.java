package org.hilfarm.server.lease;

import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.LeaseEnd;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.report.Conclusion;

/**
 * Ends leases of which no report comes. One that its agent had taken up was an attempt; an offer
 * that nobody took up and one that was given back cost the job nothing, but not for ever: a job
 * that came back too often was tried all the same, so that no run waits for agents that only ask.
 *
 * @param patience what the farm goes by
 */
public record Fruitless(Patience patience) {
  /** More than the boards of a rack whose agent dies while each of them is asked for. */
  static final int FREE_OF_CHARGE = 20;

  /**
   * Ends it, in a transaction that holds the run and the lease.
   *
   * @param how expired, lapsed or returned
   * @return whether that ended the run
   */
  boolean end(Tx tx, RunRow run, LeaseRow lease, LeaseEnd how) {
    Conclusion conclusion = new Conclusion(tx, run, patience);
    boolean free =
        how != LeaseEnd.EXPIRED && tx.leases().withoutAttempt(lease.lease().job()) < FREE_OF_CHARGE;
    if (free) {
      tx.happened(new Happening.LeaseUnused(how));
      conclusion.noAttempt(lease, how);
      return false;
    }
    tx.happened(new Happening.LeaseExpired());
    PlannedJob job = tx.jobs().work(run.plan(), lease.lease().job());
    return conclusion.attemptEnded(
        lease, LostAttempt.report(job, lease, why(tx, lease, how)), LeaseEnd.EXPIRED);
  }

  private String why(Tx tx, LeaseRow lease, LeaseEnd how) {
    return switch (how) {
      case EXPIRED, REPORTED ->
          tx.agents().revokedSince(lease.lease().rack(), lease.granted())
              ? "lost its host's key, which was revoked"
              : "was not heard of for %d s".formatted(patience.lease().toSeconds());
      case LAPSED, RETURNED ->
          "%s, as were %d offers of the job before,"
              .formatted(
                  how == LeaseEnd.LAPSED ? "did not take up the offer" : "gave the job back",
                  FREE_OF_CHARGE);
    };
  }
}
