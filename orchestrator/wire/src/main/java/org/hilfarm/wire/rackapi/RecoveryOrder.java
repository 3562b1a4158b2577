package org.hilfarm.wire.rackapi;

import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.lease.LeaseToken;

/**
 * A board to be brought back by its rack. It is a lease like any other: fenced, kept by renewing,
 * and nobody else has the board meanwhile.
 *
 * @param token the lease's fence
 * @param leaseMillis how long it lasts from now
 * @param rack whose board
 * @param board which board
 * @param boardType what the farm knows of it
 * @param baseline the image held to be good on it; its bytes are an artifact by digest
 * @param cause why, in words
 */
public record RecoveryOrder(
    LeaseToken token,
    long leaseMillis,
    RackId rack,
    BoardSerial board,
    BoardType boardType,
    Optional<Image> baseline,
    String cause) {}
