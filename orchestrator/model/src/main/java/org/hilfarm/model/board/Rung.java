package org.hilfarm.model.board;

/**
 * A step of the recovery ladder, the cheapest first: the order of these constants is the order in
 * which a board's rack takes them.
 */
public enum Rung {
  /** Ctrl-C, and a new interpreter. */
  SOFT_REBOOT("Ctrl-C and soft reboot"),
  /** A reset by code, which ends a safe mode that nothing brings back. */
  LEAVE_SAFE_MODE("leave safe mode"),
  /** The console opened at 1200 baud and closed: only an nRF52840 comes back from it by itself. */
  TOUCH_1200("1200-baud touch"),
  /** The port's power off, the proof that the device left, and on. */
  POWER_CYCLE("port power cycle"),
  /** Reset and boot line held as a hand would, where the slot has them. */
  BOOTLOADER_BY_LINE("bootloader by reset and boot line"),
  /**
   * The baseline written anew, over the whole flash where the board's loader reaches it, and proven
   * to run.
   */
  REFLASH("full erase and baseline reflash"),
  /** The CIRCUITPY drive made anew. */
  RESET_FILESYSTEM("filesystem reset"),
  /** No step up, but the proof afterwards: a clean start, the prompt answers, the drive is seen. */
  PROBE("probe");

  private final String words;

  Rung(String words) {
    this.words = words;
  }

  /** As people read it. */
  public String words() {
    return words;
  }
}
