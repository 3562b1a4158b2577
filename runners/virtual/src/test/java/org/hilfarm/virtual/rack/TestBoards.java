package org.hilfarm.virtual.rack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.BootDrive;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;

/** Board types as the tests need them. */
public final class TestBoards {
  public static final BoardType PICO =
      new BoardType(
          new BoardTypeId("raspberry_pi_pico"),
          Family.RP2040,
          "Raspberry Pi Pico",
          new UsbIdentities(usb("239a:80f4", "Pico"), usb("2e8a:0003", "RP2 Boot"), none(), none()),
          FlashMethod.BOOTSEL,
          new BootDrive("RPI-RP2", "RPI-RP2", "Raspberry Pi RP2", false),
          2 << 20,
          new MemoryArea(0x10000000, 0x100FF000),
          Set.of(),
          Optional.empty());
  public static final BoardType FEATHER_NRF =
      new BoardType(
          new BoardTypeId("feather_nrf52840_express"),
          Family.NRF52840,
          "Adafruit Feather nRF52840 Express",
          new UsbIdentities(
              usb("239a:802a", "Feather nRF52840 Express"),
              usb("239a:0029", "Feather nRF52840 Express"),
              Optional.of(usb("239a:002a", "Feather nRF52840 Express")),
              none()),
          FlashMethod.NRF_UF2,
          new BootDrive(
              "FTHR840BOOT", "nRF52840-Feather-revE", "Adafruit Feather nRF52840 Express", true),
          1 << 20,
          new MemoryArea(0x26000, 0xF4000),
          Set.of(),
          Optional.empty());
  public static final BoardType MAGTAG =
      esp("adafruit_magtag_2.9_grayscale", "Adafruit MagTag", FlashMethod.ESPTOOL, "80e6", "00e5");
  public static final BoardType FEATHER_S2 =
      esp(
          "adafruit_feather_esp32s2",
          "Adafruit Feather ESP32S2",
          FlashMethod.TINYUF2,
          "80ec",
          "00eb");

  private TestBoards() {}

  private static Optional<UsbIdentity> none() {
    return Optional.empty();
  }

  private static UsbIdentity usb(String id, String product) {
    return new UsbIdentity(UsbId.parse(id), "Adafruit", product);
  }

  private static BoardType esp(
      String id, String name, FlashMethod method, String application, String bootloader) {
    MemoryArea area =
        method == FlashMethod.ESPTOOL ? new MemoryArea(0, 0x2D0000) : new MemoryArea(0, 0x2C0000);
    return new BoardType(
        new BoardTypeId(id),
        Family.ESP32S2,
        name,
        new UsbIdentities(
            usb("239a:" + application, name),
            usb("239a:" + bootloader, name),
            none(),
            Optional.of(usb("303a:0002", "ESP32-S2"))),
        method,
        new BootDrive("S2BOOT", "ESP32S2-Test-revA", name, true),
        4 << 20,
        area,
        Set.of(),
        Optional.empty());
  }

  /** A rack with these at ports 1-1.1, 1-1.2 and so on. */
  public static Rack rack(BoardType... types) {
    List<Slot> slots = new ArrayList<>();
    for (BoardType type : types) {
      slots.add(slot(slots.size() + 1, type));
    }
    return new Rack(new RackId("test"), slots);
  }

  private static Slot slot(int number, BoardType type) {
    String serial = type.family() == Family.ESP32S2 ? "7CDFA1AB00%02X" : "DF6161B1C73A00%02X";
    String id = "s" + number;
    return new Slot(
        new SlotId(id),
        new PortPath("1-1." + number),
        type.id(),
        new BoardSerial(serial.formatted(number)),
        Set.of(),
        Optional.of(new SwitchFile("run/hil/slots/" + id + "/usb_data", "1", "0")),
        Optional.empty());
  }

  /** A rack with emulated Picos of these serials. */
  public static Rack emulated(String... serials) {
    List<Slot> slots = new ArrayList<>();
    for (String serial : serials) {
      Slot virtual = slot(slots.size() + 1, PICO);
      slots.add(
          new Slot(
                  virtual.id(),
                  virtual.port(),
                  virtual.boardType(),
                  new BoardSerial(serial),
                  virtual.abilities(),
                  virtual.usbData(),
                  virtual.i2cTarget(),
                  true)
              .withDebugUart(
                  new DebugUart("dev/serial/by-path/" + virtual.id(), DebugUart.USUAL_BAUD)));
    }
    return new Rack(new RackId("test"), slots);
  }

  /** These types by id. */
  public static Map<BoardTypeId, BoardType> types(BoardType... types) {
    return Arrays.stream(types)
        .distinct()
        .collect(Collectors.toMap(BoardType::id, Function.identity()));
  }
}
