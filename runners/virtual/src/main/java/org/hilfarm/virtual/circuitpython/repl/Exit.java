package org.hilfarm.virtual.circuitpython.repl;

/** How a REPL was left. */
public enum Exit {
  /** For the other REPL. */
  SWITCH,
  /** For a soft reboot. */
  REBOOT
}
