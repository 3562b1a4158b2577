package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.lease.LeaseToken;

/**
 * A line of a board's history.
 *
 * @param at when
 * @param what the rung that was taken, or {@code state}
 * @param result what came of the rung, or the state the board is in from then on
 * @param millis how long the rung took
 * @param seen what was seen, or why the state changed
 * @param recovery the lease under which the rung was taken
 */
public record BoardEventView(
    Instant at,
    String what,
    String result,
    Optional<Long> millis,
    String seen,
    Optional<LeaseToken> recovery) {}
