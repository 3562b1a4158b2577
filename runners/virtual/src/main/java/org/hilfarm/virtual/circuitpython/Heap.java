package org.hilfarm.virtual.circuitpython;

import org.hilfarm.model.board.Family;

/**
 * How much heap a script finds free. RP2040: so that a script reads what it read on a Pico with
 * 10.2.0 (171,104 B). The others, in order of magnitude: nRF52840 about 100 kB; ESP32-S2 2 MB of
 * PSRAM (micropython issue 7716: 2,048,064 B).
 */
final class Heap {
  private static final int LEAST = 16 * 1024;

  private Heap() {}

  static int bytes(Family family) {
    return switch (family) {
      case ESP32S2 -> 2_048_064;
      case NRF52840 -> 102_400;
      case RP2040 -> 171_360;
    };
  }

  /** What is left after so many starts of a virtual machine that each lose some. */
  static int left(Family family, int starts, int leak) {
    return (int) Math.max(LEAST, bytes(family) - (long) (starts - 1) * leak);
  }
}
