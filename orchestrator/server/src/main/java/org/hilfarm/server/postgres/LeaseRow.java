package org.hilfarm.server.postgres;

import java.time.Instant;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.plan.RunId;

/**
 * A lease as it is stored.
 *
 * @param lease the right itself
 * @param run whose work it is for
 * @param granted when, by the database's clock
 * @param taken whether its agent has taken the offer up
 * @param ended whether it is over, however it ended
 * @param live whether it still counts at this moment, by the database's clock
 */
public record LeaseRow(
    Lease lease, RunId run, Instant granted, boolean taken, boolean ended, boolean live) {}
