package org.hilfarm.server.timeline;

/** Who tells of a moment. */
public enum Source {
  /** The farm's own notes: when a script began, what is left out. */
  FARM("farm"),
  /** The board, on its console. */
  BOARD("board"),
  /** The host, which typed it. */
  HOST("host"),
  /** The rack: ports opened and lost, power switched. */
  RACK("rack"),
  FLASHER("flasher"),
  DEBUG_UART("debug uart"),
  USB("usb"),
  POWER("power"),
  RESET("reset"),
  CHECK("check"),
  MEASURE("measure");

  private final String word;

  Source(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }
}
