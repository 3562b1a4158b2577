package org.hilfarm.wire.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.BootDrive;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;

/** Reads {@code board-configs/types/<board id>.yaml}. */
final class BoardTypeFile {
  private static final Map<Family, Set<FlashMethod>> METHODS =
      Map.of(
          Family.ESP32S2, Set.of(FlashMethod.ESPTOOL, FlashMethod.TINYUF2),
          Family.NRF52840, Set.of(FlashMethod.NRF_UF2),
          Family.RP2040, Set.of(FlashMethod.BOOTSEL));

  private BoardTypeFile() {}

  static Optional<BoardType> read(Section file) {
    Optional<BoardTypeId> id = file.value("board", BoardTypeId::new);
    Optional<Family> family = file.value("family", Readers.oneOf(Family.class, Readers::dashed));
    Optional<String> name = file.value("name", Readers::line);
    Optional<FlashMethod> flash =
        file.value("flash", Readers.oneOf(FlashMethod.class, Readers::dashed));
    Optional<Long> flashBytes = file.value("flash_bytes", Readers::whole);
    Optional<MemoryArea> application = file.section("application").flatMap(BoardTypeFile::area);
    Optional<UsbIdentities> usb = file.section("usb").flatMap(BoardTypeFile::identities);
    Optional<BootDrive> drive = file.section("drive").flatMap(BoardTypeFile::drive);
    List<Ability> abilities = file.values("abilities", Ability::new);
    Optional<I2cPins> i2c = file.optionalSection("i2c").flatMap(BoardTypeFile::pins);
    Optional<Firmware> firmware =
        file.optional("firmware", Readers.oneOf(Firmware.class, Readers::dashed));
    checkFlash(file, family, flash, usb);
    checkFirmware(file, family, firmware);
    return file.build(
        () ->
            new BoardType(
                id.orElseThrow(),
                family.orElseThrow(),
                name.orElseThrow(),
                usb.orElseThrow(),
                flash.orElseThrow(),
                drive.orElseThrow(),
                flashBytes.orElseThrow(),
                application.orElseThrow(),
                Set.copyOf(abilities),
                i2c,
                firmware.orElse(Firmware.CIRCUITPYTHON)));
  }

  private static void checkFlash(
      Section file,
      Optional<Family> family,
      Optional<FlashMethod> flash,
      Optional<UsbIdentities> usb) {
    if (family.isEmpty() || flash.isEmpty()) {
      return;
    }
    if (!METHODS.getOrDefault(family.get(), Set.of()).contains(flash.get())) {
      file.problem(
          "flash",
          "a board of the family %s cannot be flashed by %s"
              .formatted(Readers.dashed(family.get()), Readers.dashed(flash.get())));
    }
    if (flash.get() == FlashMethod.ESPTOOL && usb.isPresent() && usb.get().rom().isEmpty()) {
      file.problem("usb.rom", "is missing; esptool writes through the chip's ROM");
    }
  }

  /** Reset reasons and the ways into a bootloader are known of MicroPython's rp2 port only. */
  private static void checkFirmware(
      Section file, Optional<Family> family, Optional<Firmware> firmware) {
    boolean other = family.isPresent() && family.get() != Family.RP2040;
    if (other && firmware.filter(f -> f == Firmware.MICROPYTHON).isPresent()) {
      file.problem(
          "firmware",
          "the farm knows MicroPython on the family rp2040 only, not on "
              + Readers.dashed(family.get()));
    }
  }

  private static Optional<MemoryArea> area(Section section) {
    Optional<Long> start = section.value("start", Readers::whole);
    Optional<Long> end = section.value("end", Readers::whole);
    return section.build(() -> new MemoryArea(start.orElseThrow(), end.orElseThrow()));
  }

  private static Optional<UsbIdentities> identities(Section section) {
    Optional<UsbIdentity> application =
        section.section("application").flatMap(BoardTypeFile::identity);
    Optional<UsbIdentity> bootloader =
        section.section("bootloader").flatMap(BoardTypeFile::identity);
    Optional<UsbIdentity> withoutDrive =
        section.optionalSection("bootloader_without_drive").flatMap(BoardTypeFile::identity);
    Optional<UsbIdentity> rom = section.optionalSection("rom").flatMap(BoardTypeFile::identity);
    return section.build(
        () ->
            new UsbIdentities(
                application.orElseThrow(), bootloader.orElseThrow(), withoutDrive, rom));
  }

  private static Optional<UsbIdentity> identity(Section section) {
    Optional<UsbId> id = section.value("id", UsbId::parse);
    Optional<String> manufacturer = section.value("manufacturer", Readers::line);
    Optional<String> product = section.value("product", Readers::line);
    return section.build(
        () -> new UsbIdentity(id.orElseThrow(), manufacturer.orElseThrow(), product.orElseThrow()));
  }

  private static Optional<BootDrive> drive(Section section) {
    Optional<String> label = section.value("label", Readers::line);
    Optional<String> boardId = section.value("board_id", Readers::line);
    Optional<String> model = section.value("model", Readers::line);
    Optional<Boolean> namesBoard = section.value("names_board", Readers::yesOrNo);
    return section.build(
        () ->
            new BootDrive(
                label.orElseThrow(),
                boardId.orElseThrow(),
                model.orElseThrow(),
                namesBoard.orElseThrow()));
  }

  private static Optional<I2cPins> pins(Section section) {
    Optional<String> sda = section.value("sda", Readers::line);
    Optional<String> scl = section.value("scl", Readers::line);
    return section.build(() -> new I2cPins(sda.orElseThrow(), scl.orElseThrow()));
  }
}
