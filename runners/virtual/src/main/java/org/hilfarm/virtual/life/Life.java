package org.hilfarm.virtual.life;

/** One stretch of a chip's existence, from a reset to the next. Called on the board's thread. */
public interface Life extends AutoCloseable {
  /** Begins; returns at once. */
  void begin();

  /** The USB data lines were closed or cut; the plug has followed already. */
  default void dataLines(boolean whole) {}

  /** The chip was reset or lost power. */
  @Override
  void close();
}
