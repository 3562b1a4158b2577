package org.hilfarm.model.script;

/** What a suite makes of emulated boards: an emulator lies too. */
public enum EmulatedUse {
  /** They are tried, shown and prove nothing: a required pair still needs a board. */
  PREFLIGHT,
  /** The same, and firmware that fails there is not tried on boards at all. */
  PREFLIGHT_STOPS,
  /** They are as good as boards. */
  COUNTS,
  /** They get no work. */
  OFF
}
