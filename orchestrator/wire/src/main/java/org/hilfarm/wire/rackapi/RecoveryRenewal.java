package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.model.lease.LeaseToken;

/**
 * An agent keeps a recovery's lease and says which rungs are behind it, so that they are on record
 * whatever becomes of the agent. Answered with {@link Renewal.Renewed}.
 *
 * @param token the lease's fence; an old one is refused with 409
 * @param steps all so far, in order
 */
public record RecoveryRenewal(LeaseToken token, List<RungStep> steps) {
  public RecoveryRenewal {
    steps = List.copyOf(steps);
  }
}
