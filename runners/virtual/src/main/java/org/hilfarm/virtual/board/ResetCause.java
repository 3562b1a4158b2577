package org.hilfarm.virtual.board;

/** What the silicon knows about why it started; the firmware makes a reset reason of it. */
public enum ResetCause {
  POWER_ON,
  /** The reset line: RUN on RP2040, EN on ESP32-S2 (reads as power-on there), RESET on nRF52840. */
  RESET_LINE,
  BROWNOUT,
  /** Asked for by software. */
  SOFTWARE,
  /** The user's hardware watchdog ran out. */
  WATCHDOG,
  /** The interrupt watchdog bit: interrupts were kept off too long (ESP32-S2 only). */
  INTERRUPT_WATCHDOG,
  /** The chip woke from its deepest sleep (ESP32-S2 only; the others reset by software). */
  DEEP_SLEEP_WAKE,
  /** A UF2 bootloader started the application it had just written. */
  UF2_LOADED
}
