package org.hilfarm.virtual.life;

import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.board.Draw;

/** One stretch of a chip's existence, from a reset to the next. Called on the board's thread. */
public interface Life extends AutoCloseable {
  /** Begins; returns at once. */
  void begin();

  /** The USB data lines were closed or cut; the plug has followed already. */
  default void dataLines(boolean whole) {}

  /**
   * The reset button was pressed and let go.
   *
   * @return whether the chip has seen to it itself; else it is a new one that starts
   */
  default boolean resetLine() {
    return false;
  }

  /** Something outside sets the level of a pin. */
  default void pin(int number, boolean level) {}

  /** What the board draws now, in microamperes. Any thread may ask. */
  default double microamps(Family family) {
    return Draw.RUNNING.microamps(family);
  }

  /** The chip was reset or lost power. */
  @Override
  void close();
}
