package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.PortPath;

/**
 * Where to write.
 *
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param port where the board is plugged in
 * @param type what it is
 */
public record FlashTarget(Path root, PortPath port, BoardType type) {
  /** For messages: the board's type and place. */
  @Override
  public String toString() {
    return type.id() + " at port " + port;
  }
}
