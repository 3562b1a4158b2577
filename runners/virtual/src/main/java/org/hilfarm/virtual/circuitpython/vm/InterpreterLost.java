package org.hilfarm.virtual.circuitpython.vm;

/** The interpreter's process ended by itself, or never began. */
public final class InterpreterLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InterpreterLost(String message, Throwable cause) {
    super(message, cause);
  }
}
