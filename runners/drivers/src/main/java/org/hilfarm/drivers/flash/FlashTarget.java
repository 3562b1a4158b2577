package org.hilfarm.drivers.flash;

import java.nio.file.Path;
import org.hilfarm.drivers.power.PortPower;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.PortPath;

/**
 * Where to write.
 *
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param port where the board is plugged in
 * @param type what it is
 * @param power what switches the board's power
 */
public record FlashTarget(Path root, PortPath port, BoardType type, PortPower power) {
  /** A board whose power its hub's port switches. */
  public FlashTarget(Path root, PortPath port, BoardType type) {
    this(root, port, type, new PortPower(root));
  }

  /** For messages: the board's type and place. */
  @Override
  public String toString() {
    return type.id() + " at port " + port;
  }
}
