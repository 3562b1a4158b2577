package org.hilfarm.drivers.recover;

import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Presence;

/** What a person should do about a board that no rung brought back. */
final class Advice {
  private Advice() {}

  static String on(Bench bench, Sight last) {
    return "no rung brought %s back; seen last: %s. %s Then: ./farm boards heal %s"
        .formatted(
            bench.name(),
            last.words(),
            what(bench, new Presence(bench).now()),
            bench.slot().serial());
  }

  private static String what(Bench bench, Presence.Life life) {
    return switch (life) {
      case ABSENT ->
          "Look at its cable and its hub's port; if both are good, %s and write an image by hand."
              .formatted(byHand(bench));
      case STRANGER -> "Another device is plugged in there: put the board back.";
      case BOOTLOADER, BOOTLOADER_WITHOUT_DRIVE, ROM ->
          "It stays in its bootloader: write a good image by hand, and look at the bootloader's"
              + " version.";
      case APPLICATION ->
          "Its application runs but cannot be used: %s and write a good image by hand, or replace the board."
              .formatted(byHand(bench));
    };
  }

  private static String byHand(Bench bench) {
    return switch (bench.type().flash()) {
      case ESPTOOL -> "hold its BOOT button (GPIO0) and press reset";
      case TINYUF2, NRF_UF2 -> "press its reset button twice";
      case BOOTSEL -> "hold its BOOTSEL button while it gets power";
    };
  }
}
