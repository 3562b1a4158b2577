package org.hilfarm.drivers.flash;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.BootDrive;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;

/** One board type for each way of flashing, as board-configs describe them. */
final class FlashBoards {
  private FlashBoards() {}

  static BoardType of(FlashMethod method) {
    return switch (method) {
      case ESPTOOL -> esp32s2("adafruit_magtag_2.9_grayscale", method, new MemoryArea(0, 0x2D0000));
      case TINYUF2 -> esp32s2("adafruit_feather_esp32s2", method, new MemoryArea(0, 0x2C0000));
      case NRF_UF2 ->
          new BoardType(
              new BoardTypeId("feather_nrf52840_express"),
              Family.NRF52840,
              "Adafruit Feather nRF52840 Express",
              usb("239a:802a", "239a:0029", Optional.of("239a:002a"), Optional.empty()),
              method,
              new BootDrive("FTHR840BOOT", "nRF52840-Feather-revE", "Adafruit Feather", true),
              1 << 20,
              new MemoryArea(0x26000, 0xF4000),
              Set.of(),
              Optional.empty());
      case BOOTSEL ->
          new BoardType(
              new BoardTypeId("raspberry_pi_pico"),
              Family.RP2040,
              "Raspberry Pi Pico",
              usb("239a:80f4", "2e8a:0003", Optional.empty(), Optional.empty()),
              method,
              new BootDrive("RPI-RP2", "RPI-RP2", "Raspberry Pi RP2", false),
              2 << 20,
              new MemoryArea(0x10000000, 0x100FF000),
              Set.of(),
              Optional.empty());
    };
  }

  private static BoardType esp32s2(String id, FlashMethod method, MemoryArea area) {
    return new BoardType(
        new BoardTypeId(id),
        Family.ESP32S2,
        "Adafruit " + method.name().toLowerCase(Locale.ROOT),
        usb("239a:80ec", "239a:00eb", Optional.empty(), Optional.of("303a:0002")),
        method,
        new BootDrive("FTHRS2BOOT", "ESP32S2-Feather-revA", "Adafruit Feather ESP32-S2", true),
        4 << 20,
        area,
        Set.of(),
        Optional.empty());
  }

  private static UsbIdentities usb(
      String application, String bootloader, Optional<String> driveless, Optional<String> rom) {
    return new UsbIdentities(
        identity(application),
        identity(bootloader),
        driveless.map(FlashBoards::identity),
        rom.map(FlashBoards::identity));
  }

  private static UsbIdentity identity(String id) {
    return new UsbIdentity(UsbId.parse(id), "Adafruit", "Board");
  }
}
