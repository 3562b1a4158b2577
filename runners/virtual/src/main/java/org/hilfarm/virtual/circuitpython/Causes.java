package org.hilfarm.virtual.circuitpython;

import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.virtual.board.ResetCause;

/**
 * What each family's port makes of the silicon's reset cause
 * (ports/.../common-hal/microcontroller/Processor.c and supervisor/port.c).
 */
final class Causes {
  private Causes() {}

  /**
   * The reset reason.
   *
   * @param woken whether the word an nRF52840 keeps over its deep sleep says that an alarm ended it
   */
  static ResetReason reason(Family family, ResetCause cause, boolean woken) {
    return switch (cause) {
      case POWER_ON -> ResetReason.POWER_ON;
      case RESET_LINE -> family == Family.ESP32S2 ? ResetReason.POWER_ON : ResetReason.RESET_PIN;
      case BROWNOUT -> family == Family.ESP32S2 ? ResetReason.BROWNOUT : ResetReason.POWER_ON;
      case SOFTWARE, UF2_LOADED ->
          woken && family == Family.NRF52840 ? ResetReason.DEEP_SLEEP_ALARM : ResetReason.SOFTWARE;
      case WATCHDOG, INTERRUPT_WATCHDOG -> ResetReason.WATCHDOG;
      case DEEP_SLEEP_WAKE -> ResetReason.DEEP_SLEEP_ALARM;
    };
  }

  /**
   * The safe mode the port itself asks for: brown-out and, since 8.0.0, the interrupt watchdog on
   * the S2, the watchdog on the nRF52840.
   */
  static SafeModeReason safeMode(Family family, ResetCause cause, Banner banner) {
    if (cause == ResetCause.INTERRUPT_WATCHDOG) {
      boolean old = banner.version().matches("[67]\\..*");
      return old ? SafeModeReason.NONE : SafeModeReason.WATCHDOG;
    }
    if (family == Family.ESP32S2 && cause == ResetCause.BROWNOUT) {
      return SafeModeReason.BROWNOUT;
    }
    // The port asks for USB power, not for a host; a board on a rack has no other power.
    if (family == Family.NRF52840 && cause == ResetCause.WATCHDOG) {
      return SafeModeReason.WATCHDOG;
    }
    return SafeModeReason.NONE;
  }
}
