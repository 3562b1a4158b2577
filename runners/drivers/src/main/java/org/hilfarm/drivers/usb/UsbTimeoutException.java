package org.hilfarm.drivers.usb;

import java.io.IOException;

/** A device did not come, or did not leave, in time; the message says what was seen instead. */
public final class UsbTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  public UsbTimeoutException(String message) {
    super(message);
  }
}
