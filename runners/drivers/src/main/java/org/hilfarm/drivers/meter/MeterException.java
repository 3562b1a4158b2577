package org.hilfarm.drivers.meter;

import java.io.IOException;

/** A power meter that does not answer, is none, or lost so much that its figures mean nothing. */
public final class MeterException extends IOException {
  private static final long serialVersionUID = 1L;

  public MeterException(String message) {
    super(message);
  }
}
