package org.hilfarm.wire.rackapi;

import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.RackId;

/**
 * What a board that somebody watches has said.
 *
 * @param rack whose board
 * @param board which board
 * @param dropped how many bytes before these were not kept
 * @param base64 the bytes, at most {@link #MOST}
 */
public record ConsoleBytes(RackId rack, BoardSerial board, long dropped, String base64) {
  /** How many bytes travel at once: 32 KiB. */
  public static final int MOST = 32 << 10;
}
