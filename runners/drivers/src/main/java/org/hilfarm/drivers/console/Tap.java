package org.hilfarm.drivers.console;

/** Hears what a board says, as it says it, on the port's own thread: it must not block or fail. */
@FunctionalInterface
public interface Tap {
  void said(byte[] bytes);

  /** Hears nothing. */
  static Tap none() {
    return bytes -> {};
  }
}
