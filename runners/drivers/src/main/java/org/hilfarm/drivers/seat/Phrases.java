package org.hilfarm.drivers.seat;

import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.FlashMethod;

/**
 * What the farm says to a board's interpreter, in the words its firmware knows, and what it does.
 */
public final class Phrases {
  private Phrases() {}

  /** Whether the way into the raw REPL starts a new interpreter (main.c of both; pyexec.c). */
  static boolean entryIsNew(Firmware firmware) {
    return switch (firmware) {
      case CIRCUITPYTHON -> true;
      case MICROPYTHON -> false;
    };
  }

  /** The call that resets the chip, as people and faults name it. */
  public static String resetCall(Firmware firmware) {
    return switch (firmware) {
      case CIRCUITPYTHON -> "microcontroller.reset()";
      case MICROPYTHON -> "machine.reset()";
    };
  }

  /** Resets the chip. */
  public static String reset(Firmware firmware) {
    String call = resetCall(firmware);
    return "import " + call.substring(0, call.indexOf('.')) + "\n" + call;
  }

  /** What leads into the bootloader, as people and faults name it. */
  public static String bootloaderCall(Firmware firmware, FlashMethod method) {
    return switch (firmware) {
      case CIRCUITPYTHON -> "microcontroller.on_next_reset(" + runMode(method) + ")";
      case MICROPYTHON -> "machine.bootloader()";
    };
  }

  /** Leads into the bootloader images are written through. */
  public static String bootloader(Firmware firmware, FlashMethod method) {
    return switch (firmware) {
      case CIRCUITPYTHON ->
          "import microcontroller as m\nm.on_next_reset(m.%s)\nm.reset()"
              .formatted(runMode(method));
      case MICROPYTHON -> "import machine\nmachine.bootloader()";
    };
  }

  private static String runMode(FlashMethod method) {
    return switch (method) {
      case ESPTOOL -> "RunMode.BOOTLOADER";
      case TINYUF2, NRF_UF2, BOOTSEL -> "RunMode.UF2";
    };
  }
}
