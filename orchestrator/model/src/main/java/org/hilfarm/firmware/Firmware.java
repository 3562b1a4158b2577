package org.hilfarm.firmware;

/** A kind of firmware the farm can flash, prove and talk to. */
public enum Firmware {
  CIRCUITPYTHON("CircuitPython", "Adafruit CircuitPython"),
  MICROPYTHON("MicroPython", "MicroPython");

  private final String title;
  private final String bannerTitle;

  Firmware(String title, String bannerTitle) {
    this.title = title;
    this.bannerTitle = bannerTitle;
  }

  /** Its name, as people write it. */
  public String title() {
    return title;
  }

  /** Its name, as the banner at its prompt begins. */
  String bannerTitle() {
    return bannerTitle;
  }
}
