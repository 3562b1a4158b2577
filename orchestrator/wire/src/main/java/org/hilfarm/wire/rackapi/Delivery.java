package org.hilfarm.wire.rackapi;

import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.report.BoardReport;

/**
 * An agent delivers a report; its attachments were put before it.
 *
 * @param token the lease's fence; a report from an expired lease is refused with 409
 * @param report what happened
 */
public record Delivery(LeaseToken token, BoardReport report) {}
