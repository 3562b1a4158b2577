package org.hilfarm.virtual.emulated;

/**
 * The button that brings an RP2040 into its boot ROM when power comes (BOOTSEL). On a rack of
 * emulated boards nobody is there to hold it, so the rack does, once, after an image that ran for
 * seconds and never showed itself on USB. One thread.
 */
public final class BootButton {
  private boolean held;

  void hold() {
    held = true;
  }

  /** Whether it is held; let go by asking. */
  public boolean letGo() {
    boolean was = held;
    held = false;
    return was;
  }
}
