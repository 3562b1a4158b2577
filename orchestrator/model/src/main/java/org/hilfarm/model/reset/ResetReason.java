package org.hilfarm.model.reset;

/** {@code microcontroller.ResetReason}, as CircuitPython 7 to 10 spell it. */
public enum ResetReason {
  POWER_ON,
  BROWNOUT,
  SOFTWARE,
  DEEP_SLEEP_ALARM,
  RESET_PIN,
  WATCHDOG,
  UNKNOWN,
  RESCUE_DEBUG
}
