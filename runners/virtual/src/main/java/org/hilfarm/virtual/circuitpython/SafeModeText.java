package org.hilfarm.virtual.circuitpython;

import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.SafeModeReason;

/** What CircuitPython 10 (en_US) says in safe mode (supervisor/shared/safe_mode.c). */
final class SafeModeText {
  private SafeModeText() {}

  static String of(SafeModeReason reason, Family family) {
    String crash = crashed(reason) ? "CircuitPython core code crashed hard. Whoops!\n" : "";
    String report =
        crashed(reason)
            ? "\n"
                + "Please file an issue with your program at"
                + " github.com/adafruit/circuitpython/issues."
            : "";
    return "\nYou are in safe mode because:\n"
        + crash
        + text(reason, family)
        + report
        + "\nPress reset to exit safe mode.\n";
  }

  private static boolean crashed(SafeModeReason reason) {
    return switch (reason) {
      case FLASH_WRITE_FAIL,
          GC_ALLOC_OUTSIDE_VM,
          HARD_FAULT,
          INTERRUPT_ERROR,
          NLR_JUMP_FAIL,
          NO_HEAP,
          SDK_FATAL_ERROR ->
          true;
      case NONE,
          BROWNOUT,
          NO_CIRCUITPY,
          PROGRAMMATIC,
          SAFEMODE_PY_ERROR,
          STACK_OVERFLOW,
          USB_BOOT_DEVICE_NOT_INTERFACE_ZERO,
          USB_TOO_MANY_ENDPOINTS,
          USB_TOO_MANY_INTERFACE_NAMES,
          USER,
          WATCHDOG ->
          false;
    };
  }

  private static String text(SafeModeReason reason, Family family) {
    return switch (reason) {
      case NONE -> "Unknown reason.";
      case BROWNOUT -> "Power dipped. Make sure you are providing enough power.";
      case FLASH_WRITE_FAIL -> "Failed to write internal flash.";
      case GC_ALLOC_OUTSIDE_VM -> "Heap allocation when VM not running.";
      case HARD_FAULT -> "Hard fault: memory access or instruction error.";
      case INTERRUPT_ERROR -> "Interrupt error.";
      case NLR_JUMP_FAIL -> "NLR jump failed. Likely memory corruption.";
      case NO_CIRCUITPY -> "CIRCUITPY drive could not be found or created.";
      case NO_HEAP -> "Unable to allocate to the heap.";
      case PROGRAMMATIC -> "The `microcontroller` module was used to boot into safe mode.";
      case SAFEMODE_PY_ERROR -> "Error in safemode.py.";
      case SDK_FATAL_ERROR -> "Third-party firmware fatal error.";
      case STACK_OVERFLOW -> "Stack overflow. Increase stack size.";
      case USB_BOOT_DEVICE_NOT_INTERFACE_ZERO -> "Boot device must be first (interface #0).";
      case USB_TOO_MANY_ENDPOINTS -> "USB devices need more endpoints than are available.";
      case USB_TOO_MANY_INTERFACE_NAMES -> "USB devices specify too many interface names.";
      case USER -> user(family);
      case WATCHDOG -> "Internal watchdog timer expired.";
    };
  }

  private static String user(Family family) {
    return switch (family) {
      case ESP32S2, RP2040 -> "You pressed the BOOT button at start up";
      case NRF52840 -> "You pressed the reset button during boot.";
    };
  }
}
