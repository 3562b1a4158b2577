package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * An agent asks for work and waits for the answer (long poll).
 *
 * @param rack whose boards
 * @param free the boards that have nothing to do; one that shows nothing on the bus is given only
 *     what may bring it back
 * @param waitMillis how long the server may take to say that there is nothing
 */
public record WorkRequest(RackId rack, List<BoardSerial> free, long waitMillis) {
  public WorkRequest {
    free = List.copyOf(free);
  }
}
