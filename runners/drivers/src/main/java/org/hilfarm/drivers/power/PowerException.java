package org.hilfarm.drivers.power;

import java.io.IOException;

/** A port could not be switched; the message says which, why, and what to do. */
public final class PowerException extends IOException {
  private static final long serialVersionUID = 1L;

  public PowerException(String message) {
    super(message);
  }

  public PowerException(String message, Throwable cause) {
    super(message, cause);
  }
}
