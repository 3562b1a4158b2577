package org.hilfarm.model.reset;

/** What the farm did (or let a script do) that should make a board start again. */
public enum Stimulus {
  /** The port's power was switched off and on. */
  POWER_CYCLE,
  /** {@code microcontroller.reset()}. */
  SOFTWARE_RESET,
  /** The reset button was pressed: RESET, RUN or EN. */
  RESET_PIN,
  /** A watchdog in RESET mode was left unfed. */
  WATCHDOG_UNFED,
  /** A deep sleep with an alarm, USB data cut: the true one. */
  DEEP_SLEEP,
  /** The UF2 bootloader started the application after an image was written. */
  FLASHED,
  /** Nothing of this job's: so the board was found when the job began, in safe mode. */
  FOUND,
  /** Nothing: the board started again by itself. */
  NONE
}
