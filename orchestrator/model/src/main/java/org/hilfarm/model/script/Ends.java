package org.hilfarm.model.script;

/** How a phase ends when the firmware is right. */
public enum Ends {
  /** The code runs to its end and says so with its closing record. */
  DONE,
  /** The board leaves the bus and starts again. */
  RESET,
  /**
   * The board pretends to deep sleep, for USB is there; its alarm ends that, or the last act. The
   * next phase runs in the code.py that follows.
   */
  SLEEP,
  /** The code runs until an act reloads it; the next phase runs in the code.py that follows. */
  RELOAD,
  /** The code runs until its power goes, and again after it. */
  POWER
}
