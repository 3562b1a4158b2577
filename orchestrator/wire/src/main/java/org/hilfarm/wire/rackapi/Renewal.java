package org.hilfarm.wire.rackapi;

import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;

/**
 * An agent keeps a lease and says how far it is.
 *
 * @param token the lease's fence; an old one is refused with 409
 * @param progress for people
 */
public record Renewal(LeaseToken token, Progress progress) {
  /**
   * The server's answer.
   *
   * @param leaseMillis how long the lease lasts from now
   * @param cancel whether to stop at the next safe point, never in the middle of a flash
   */
  public record Renewed(long leaseMillis, boolean cancel) {}
}
