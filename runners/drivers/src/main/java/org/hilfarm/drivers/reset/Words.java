package org.hilfarm.drivers.reset;

import java.util.Collection;
import java.util.stream.Collectors;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.Stimulus;

/** Stimuli and reasons as people say them. */
public final class Words {
  private Words() {}

  /** What was done, as it stands after "after". */
  public static String of(Stimulus stimulus) {
    return switch (stimulus) {
      case POWER_CYCLE -> "a power cycle";
      case SOFTWARE_RESET -> "microcontroller.reset()";
      case RESET_PIN -> "a press of its reset button";
      case WATCHDOG_UNFED -> "an unfed watchdog";
      case DEEP_SLEEP -> "true deep sleep";
      case FLASHED -> "an image was written";
      case FOUND -> "whatever ran before this job";
      case NONE -> "nothing";
    };
  }

  /** The same, as it is said of a firmware. */
  static String of(Stimulus stimulus, Firmware firmware) {
    return firmware == Firmware.MICROPYTHON && stimulus == Stimulus.SOFTWARE_RESET
        ? "machine.reset()"
        : of(stimulus);
  }

  /** The stimulus whose usual reason this is; the oracle turns it into the family's truth. */
  public static Stimulus stimulusFor(ResetReason usual) {
    return switch (usual) {
      case POWER_ON, BROWNOUT, RESCUE_DEBUG -> Stimulus.POWER_CYCLE;
      case RESET_PIN -> Stimulus.RESET_PIN;
      case SOFTWARE, UNKNOWN -> Stimulus.SOFTWARE_RESET;
      case DEEP_SLEEP_ALARM -> Stimulus.DEEP_SLEEP;
      case WATCHDOG -> Stimulus.WATCHDOG_UNFED;
    };
  }

  static String of(Family family) {
    return switch (family) {
      case ESP32S2 -> "an ESP32-S2";
      case NRF52840 -> "an nRF52840";
      case RP2040 -> "an RP2040";
    };
  }

  static String of(Family family, Firmware firmware) {
    return switch (firmware) {
      case CIRCUITPYTHON -> of(family);
      case MICROPYTHON -> "MicroPython on " + of(family);
    };
  }

  static String of(Collection<? extends Enum<?>> names) {
    if (names.isEmpty()) {
      return "(there is none)";
    }
    return names.stream().map(Enum::name).sorted().collect(Collectors.joining(" or "));
  }
}
