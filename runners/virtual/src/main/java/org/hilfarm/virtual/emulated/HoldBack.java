package org.hilfarm.virtual.emulated;

import java.util.function.Consumer;

/**
 * Flow control towards a chip: while the firmware has yet to take much of what the host wrote, the
 * host is held back, as USB's NAK does. One thread.
 */
final class HoldBack {
  /** Bytes that wait for the firmware before the host has to. */
  private static final int MOST = 8192;

  private static final int LEAST = 2048;

  private final Consumer<Boolean> host;
  private long given;
  private long taken;
  private boolean held;

  /** Tells this one whether to hold the host back. */
  HoldBack(Consumer<Boolean> host) {
    this.host = host;
  }

  void gave(int bytes) {
    given += bytes;
    decide();
  }

  /** The firmware's count since the device was enumerated, modulo 2^32. */
  void took(int bytes) {
    taken += (bytes - (int) taken) & 0xFFFFFFFFL;
    decide();
  }

  private void decide() {
    long waiting = given - taken;
    boolean hold = held ? waiting > LEAST : waiting > MOST;
    if (hold != held) {
      held = hold;
      host.accept(hold);
    }
  }
}
