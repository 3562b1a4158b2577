package org.hilfarm.firmware;

import java.util.Locale;

/** A kind of firmware the farm can flash, prove and talk to. */
public enum Firmware {
  CIRCUITPYTHON("CircuitPython", "Adafruit CircuitPython", false),
  MICROPYTHON("MicroPython", "MicroPython", true);

  private final String title;
  private final String bannerTitle;
  private final boolean capitals;

  Firmware(String title, String bannerTitle, boolean capitals) {
    this.title = title;
    this.bannerTitle = bannerTitle;
    this.capitals = capitals;
  }

  /** Its name, as people write it. */
  public String title() {
    return title;
  }

  /**
   * A chip's name as its banners spell it: CircuitPython's boards as the family does, MicroPython's
   * in capitals ({@code MICROPY_HW_MCU_NAME} of ports/rp2/boards).
   */
  public String chipName(String name) {
    return capitals ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** Its name, as the banner at its prompt begins. */
  String bannerTitle() {
    return bannerTitle;
  }
}
