package org.hilfarm.model.lease;

import java.time.Instant;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.JobId;

/**
 * The right to use one board for one attempt at a job.
 *
 * @param token the fence
 * @param job what for
 * @param attempt counts from 1
 * @param rack whose board
 * @param board which board
 * @param expires when it ends unless it is renewed, by the database's clock
 */
public record Lease(
    LeaseToken token, JobId job, int attempt, RackId rack, BoardSerial board, Instant expires) {}
