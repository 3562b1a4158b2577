package org.hilfarm.wire.rackapi;

import org.hilfarm.model.lease.LeaseToken;

/**
 * An agent keeps a reservation's lease. Answered with {@link Renewal.Renewed}.
 *
 * @param token the lease's fence; an old one is refused with 409
 */
public record SeatRenewal(LeaseToken token) {}
