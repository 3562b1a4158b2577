package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * An agent asks which of its boards are reserved for a person and which are watched, and waits for
 * news (long poll). Boards of an agent that does not ask can be neither.
 *
 * @param rack whose boards
 * @param busy the boards that nobody can sit down at now
 * @param watched the boards whose consoles it sends already
 * @param waitMillis how long the server may take to say that there is no news
 */
public record SeatRequest(
    RackId rack, List<BoardSerial> busy, List<BoardSerial> watched, long waitMillis) {
  public SeatRequest {
    busy = List.copyOf(busy);
    watched = List.copyOf(watched);
  }
}
