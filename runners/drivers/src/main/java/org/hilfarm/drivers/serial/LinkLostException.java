package org.hilfarm.drivers.serial;

import java.io.IOException;

/** The port is gone: unplugged, reset or closed. */
public final class LinkLostException extends IOException {
  private static final long serialVersionUID = 1L;

  public LinkLostException(String message) {
    super(message);
  }
}
