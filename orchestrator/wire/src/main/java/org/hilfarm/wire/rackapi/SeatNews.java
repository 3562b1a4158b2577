package org.hilfarm.wire.rackapi;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;

/**
 * What is new about a rack's consoles.
 *
 * @param order a board that is reserved from now on
 * @param watched the boards whose consoles somebody wants to see now
 */
public record SeatNews(Optional<SeatOrder> order, List<BoardSerial> watched) {
  public SeatNews {
    watched = List.copyOf(watched);
  }
}
