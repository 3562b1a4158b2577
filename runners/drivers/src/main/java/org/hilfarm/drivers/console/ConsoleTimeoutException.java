package org.hilfarm.drivers.console;

import java.io.IOException;

/** A board did not say in time what it had to; the message says what it said instead. */
public final class ConsoleTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  public ConsoleTimeoutException(String message) {
    super(message);
  }
}
