package org.hilfarm.drivers.seat;

/** What counts as the clean start that tests of reset reasons begin with. */
public enum CleanStart {
  /** The port's power off and on, and nothing else: a rack. */
  POWER_CYCLE,
  /** The same where the port can do it, else {@code microcontroller.reset()}: a desk. */
  POWER_CYCLE_OR_RESET
}
