package org.hilfarm.virtual.board;

import org.hilfarm.model.board.Family;

/**
 * What a board does, as far as its current tells, and what it draws from its battery input then.
 *
 * <p>Sources. ESP32-S2: running, module datasheet (modem-sleep, 240 MHz); {@code time.sleep} no
 * more than light sleep, Adafruit's guide "Deep Sleep with CircuitPython" (light sleep saves
 * nothing there); deep, 260 uA on a MagTag, adafruit/circuitpython#3968. nRF52840: light, 0.5 mA,
 * adafruit/circuitpython#5318. RP2040: running, 25 mA on a PPK2 (stanelie/esp-reader 1.1.1); light
 * 17 mA and deep 7 mA on a Pico, adafruit/circuitpython#7047. The rest is known by its order only.
 */
public enum Draw {
  /** Python runs. */
  RUNNING,
  /** {@code time.sleep}. */
  IDLE,
  LIGHT_SLEEP,
  DEEP_SLEEP;

  /** Microamperes. */
  public double microamps(Family family) {
    return switch (family) {
      case ESP32S2 -> of(22_000, 19_000, 19_000, 260);
      case NRF52840 -> of(5_000, 1_200, 500, 450);
      case RP2040 -> of(25_000, 20_000, 17_000, 7_000);
    };
  }

  private double of(double running, double idle, double light, double deep) {
    return switch (this) {
      case RUNNING -> running;
      case IDLE -> idle;
      case LIGHT_SLEEP -> light;
      case DEEP_SLEEP -> deep;
    };
  }
}
