package org.hilfarm.virtual.board;

/**
 * A program that runs on a chip for one start of it: CircuitPython, made after the real one. The
 * chip calls it from its own threads; no call may block.
 */
public interface Firmware extends AutoCloseable {
  /** Begins to run; returns at once. */
  void start();

  /** The host sent these bytes to the console. */
  void received(byte[] bytes);

  /** A program on the host opened the serial port. */
  void consoleOpened();

  /** The program on the host closed it. */
  void consoleClosed();

  /** The host changed files on the drive. */
  void driveWritten();

  /** Something outside moved a pin; {@link Chip#level} knows where to. */
  default void pinMoved() {}

  /** The host opened the port at 1200 baud. */
  void touchedAt1200();

  /** The chip was reset or lost power: everything stops, no child process stays. */
  @Override
  void close();

  /** Makes the firmware for one start of a chip. */
  @FunctionalInterface
  interface Factory {
    Firmware boot(Chip chip);
  }
}
