package org.hilfarm.model.board;

import java.util.Optional;
import java.util.Set;
import org.hilfarm.firmware.Firmware;

/**
 * Everything the farm knows of a type of board; one file below {@code board-configs/types}.
 *
 * @param id CircuitPython's board id, or the farm's own name for the same hardware under another
 *     firmware
 * @param family the chip's family
 * @param name the board's name as the banner spells it, before " with "
 * @param usb its identities
 * @param flash how an image is written
 * @param drive the bootloader's drive
 * @param flashBytes the size of its flash in bytes
 * @param application where an image may write, as its own format counts addresses (UF2 target
 *     addresses; for a {@code .bin}, file offsets)
 * @param abilities what it can do
 * @param i2c the pins of its I2C bus
 * @param firmware what runs on it
 */
public record BoardType(
    BoardTypeId id,
    Family family,
    String name,
    UsbIdentities usb,
    FlashMethod flash,
    BootDrive drive,
    long flashBytes,
    MemoryArea application,
    Set<Ability> abilities,
    Optional<I2cPins> i2c,
    Firmware firmware) {
  public BoardType {
    abilities = Set.copyOf(abilities);
  }

  /** A type of board that runs CircuitPython. */
  public BoardType(
      BoardTypeId id,
      Family family,
      String name,
      UsbIdentities usb,
      FlashMethod flash,
      BootDrive drive,
      long flashBytes,
      MemoryArea application,
      Set<Ability> abilities,
      Optional<I2cPins> i2c) {
    this(
        id,
        family,
        name,
        usb,
        flash,
        drive,
        flashBytes,
        application,
        abilities,
        i2c,
        Firmware.CIRCUITPYTHON);
  }

  /** The same type where images may write to this area instead. */
  public BoardType writing(MemoryArea area) {
    return new BoardType(
        id, family, name, usb, flash, drive, flashBytes, area, abilities, i2c, firmware);
  }

  /** What the banner says behind the semicolon, such as "Raspberry Pi Pico with rp2040". */
  public String bannerName() {
    return name + " with " + mcuName();
  }

  /** The chip's name as this firmware's banner spells it. */
  public String mcuName() {
    return firmware.chipName(family.mcuName());
  }
}
