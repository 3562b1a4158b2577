package org.hilfarm.wire.rackapi;

import org.hilfarm.model.lease.LeaseToken;

/**
 * An agent has put a board back that was reserved.
 *
 * @param token the lease's fence; a report from an expired lease is refused with 409
 * @param well whether the board answers, with a file system that is as for a job
 * @param conclusion what was done, or what is wrong with the board
 */
public record SeatReport(LeaseToken token, boolean well, String conclusion) {}
