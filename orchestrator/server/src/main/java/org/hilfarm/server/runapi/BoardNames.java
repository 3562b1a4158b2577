package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.server.web.RefusedException;

/** Boards in addresses. */
final class BoardNames {
  private BoardNames() {}

  /** The serial that the address names; 400 where it is none. */
  static BoardSerial in(Context context) {
    try {
      return new BoardSerial(context.pathParam("serial"));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }
}
