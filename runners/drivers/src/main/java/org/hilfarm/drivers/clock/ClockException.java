package org.hilfarm.drivers.clock;

/** A board's clock file is there, but says nothing that can be understood: the rack is at fault. */
public final class ClockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClockException(String message) {
    super(message);
  }
}
