package org.hilfarm.wire.rackapi;

import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.lease.LeaseToken;

/**
 * A board that a person has reserved. It is a lease like any other: fenced, kept by renewing, and
 * nobody else has the board meanwhile.
 *
 * @param token the lease's fence
 * @param leaseMillis how long it lasts from now unless it is renewed
 * @param rack whose board
 * @param board which board
 * @param boardType what the farm knows of it
 * @param person for whom
 * @param longestMillis after which it is over in any case
 */
public record SeatOrder(
    LeaseToken token,
    long leaseMillis,
    RackId rack,
    BoardSerial board,
    BoardType boardType,
    String person,
    long longestMillis) {}
