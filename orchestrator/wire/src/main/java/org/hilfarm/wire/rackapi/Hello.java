package org.hilfarm.wire.rackapi;

import java.util.List;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;

/**
 * An agent presents its rack; said at start and whenever a board's state changes.
 *
 * @param protocol the version of these messages, {@link Protocol#CURRENT}
 * @param agent the agent's version, for people
 * @param holder tells this host and data folder from any other; the same after each start
 * @param rack whose boards
 * @param boards all of them
 */
public record Hello(
    int protocol, String agent, String holder, RackId rack, List<BoardStatus> boards) {
  public Hello {
    boards = List.copyOf(boards);
  }

  /**
   * The server's answer.
   *
   * @param leaseMillis how long a lease lasts unless it is renewed
   * @param renewMillis how often to renew it
   */
  public record Welcome(long leaseMillis, long renewMillis) {}
}
