package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * An agent asks whether one of its boards is to be recovered, and waits for the answer (long poll).
 * An agent that asks is one that recovers: boards of others are never sent into recovery.
 *
 * @param rack whose boards
 * @param busy the boards that cannot be recovered now: something is still being done to them, maybe
 *     under a lease that has run out
 * @param waitMillis how long the server may take to say that there is nothing
 */
public record RecoveryRequest(RackId rack, List<BoardSerial> busy, long waitMillis) {
  public RecoveryRequest {
    busy = List.copyOf(busy);
  }
}
