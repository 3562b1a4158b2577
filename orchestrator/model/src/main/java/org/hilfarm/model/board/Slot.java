package org.hilfarm.model.board;

import java.util.Optional;
import java.util.Set;

/**
 * A place on a rack that holds one board. The board is known by port path and USB serial at once; a
 * mismatch means it was moved or replaced.
 *
 * @param id the slot's name on its rack
 * @param port where it is plugged in
 * @param boardType what sits there
 * @param serial the serial it reports while its application runs
 * @param abilities what the slot's wiring adds to the board type's abilities
 * @param usbData the switch for the USB data lines that leaves power on
 * @param i2cTarget the device wired to its I2C bus
 * @param emulated whether the board is no board but a program that plays its chip
 * @param debugUart what listens to its debug UART
 * @param powerMeter what feeds and measures it while its USB is cut
 * @param fixture what does to it what a hand would
 */
public record Slot(
    SlotId id,
    PortPath port,
    BoardTypeId boardType,
    BoardSerial serial,
    Set<Ability> abilities,
    Optional<SwitchFile> usbData,
    Optional<I2cTarget> i2cTarget,
    boolean emulated,
    Optional<DebugUart> debugUart,
    Optional<MeteredSupply> powerMeter,
    Fixture fixture) {
  public Slot {
    abilities = Set.copyOf(abilities);
  }

  /** A place without a power meter, where no hand reaches. */
  public Slot(
      SlotId id,
      PortPath port,
      BoardTypeId boardType,
      BoardSerial serial,
      Set<Ability> abilities,
      Optional<SwitchFile> usbData,
      Optional<I2cTarget> i2cTarget,
      boolean emulated,
      Optional<DebugUart> debugUart) {
    this(
        id,
        port,
        boardType,
        serial,
        abilities,
        usbData,
        i2cTarget,
        emulated,
        debugUart,
        Optional.empty(),
        Fixture.NONE);
  }

  /** A place whose debug UART nobody listens to. */
  public Slot(
      SlotId id,
      PortPath port,
      BoardTypeId boardType,
      BoardSerial serial,
      Set<Ability> abilities,
      Optional<SwitchFile> usbData,
      Optional<I2cTarget> i2cTarget,
      boolean emulated) {
    this(id, port, boardType, serial, abilities, usbData, i2cTarget, emulated, Optional.empty());
  }

  /** A place for a board, be it real or virtual. */
  public Slot(
      SlotId id,
      PortPath port,
      BoardTypeId boardType,
      BoardSerial serial,
      Set<Ability> abilities,
      Optional<SwitchFile> usbData,
      Optional<I2cTarget> i2cTarget) {
    this(id, port, boardType, serial, abilities, usbData, i2cTarget, false);
  }

  /** The same with its debug UART listened to. */
  public Slot withDebugUart(DebugUart uart) {
    return new Slot(
        id,
        port,
        boardType,
        serial,
        abilities,
        usbData,
        i2cTarget,
        emulated,
        Optional.of(uart),
        powerMeter,
        fixture);
  }

  /** The same with what does to it what a hand would. */
  public Slot withFixture(Fixture hands) {
    return new Slot(
        id,
        port,
        boardType,
        serial,
        abilities,
        usbData,
        i2cTarget,
        emulated,
        debugUart,
        powerMeter,
        hands);
  }
}
