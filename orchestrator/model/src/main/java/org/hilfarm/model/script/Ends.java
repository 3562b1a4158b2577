package org.hilfarm.model.script;

/** How a phase ends when the firmware is right. */
public enum Ends {
  /** The code runs to its end and says so with its closing record. */
  DONE,
  /** The board leaves the bus and starts again. */
  RESET
}
