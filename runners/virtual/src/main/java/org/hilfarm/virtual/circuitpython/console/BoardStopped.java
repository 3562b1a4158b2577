package org.hilfarm.virtual.circuitpython.console;

/** The chip was reset or lost power: the firmware's thread ends. */
public final class BoardStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BoardStopped() {
    super("the chip stopped");
  }
}
