package org.hilfarm.model.board;

import java.util.Optional;
import java.util.Set;

/**
 * Everything the farm knows of a type of board; one file below {@code board-configs/types}.
 *
 * @param id CircuitPython's board id
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
    Optional<I2cPins> i2c) {
  public BoardType {
    abilities = Set.copyOf(abilities);
  }

  /** What the banner says behind the semicolon, such as "Raspberry Pi Pico with rp2040". */
  public String bannerName() {
    return name + " with " + family.mcuName();
  }
}
