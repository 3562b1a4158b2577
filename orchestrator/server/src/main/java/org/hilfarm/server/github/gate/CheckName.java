package org.hilfarm.server.github.gate;

import org.hilfarm.model.board.BoardTypeId;

/** The names of the farm's checks at GitHub. */
public final class CheckName {
  /** The one check that a repository's rules may require. */
  public static final String GATE = "hil-test / gate";

  private CheckName() {}

  /** The check of one type of board, which no rule should require. */
  public static String of(BoardTypeId type) {
    return "hil-test / " + type;
  }
}
