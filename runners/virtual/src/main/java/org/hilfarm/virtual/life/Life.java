package org.hilfarm.virtual.life;

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

  /** Something outside sets the level of a pin; a chip that is only pretended has none. */
  default void pin(int number, boolean level) {}

  /** The chip was reset or lost power. */
  @Override
  void close();
}
