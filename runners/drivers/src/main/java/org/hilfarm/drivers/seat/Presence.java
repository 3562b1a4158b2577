package org.hilfarm.drivers.seat;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * Which of its lives the board at a port is in. Only the application's serial number tells one
 * board from another; in bootloaders the port alone counts (every RP2040 in BOOTSEL looks alike).
 */
public final class Presence {
  /** The lives of a board on USB. */
  public enum Life {
    APPLICATION,
    BOOTLOADER,
    /** A bootloader that offers a serial port only. */
    BOOTLOADER_WITHOUT_DRIVE,
    ROM,
    ABSENT,
    /** Something that is none of the board's lives. */
    STRANGER
  }

  /** From reset to the application's serial port: boot, safe-mode window, a first format. */
  static final Duration COMES_WITHIN = Duration.ofSeconds(20);

  private final Bench bench;
  private final UsbIdentities ids;

  public Presence(Bench bench) {
    this.bench = bench;
    this.ids = bench.type().usb();
  }

  /** What is at the port now. */
  public Life now() {
    return bench.usb().at(bench.slot().port()).map(this::life).orElse(Life.ABSENT);
  }

  /** The application at the port, if it is there. */
  public Optional<UsbDevice> application() {
    return bench.usb().at(bench.slot().port()).filter(d -> life(d) == Life.APPLICATION);
  }

  private Life life(UsbDevice device) {
    if (device.id().equals(ids.application().id())) {
      return Life.APPLICATION;
    }
    if (device.id().equals(ids.bootloader().id())) {
      return Life.BOOTLOADER;
    }
    if (ids.rom().filter(rom -> rom.id().equals(device.id())).isPresent()) {
      return Life.ROM;
    }
    return ids.bootloaderWithoutDrive().filter(b -> b.id().equals(device.id())).isPresent()
        ? Life.BOOTLOADER_WITHOUT_DRIVE
        : Life.STRANGER;
  }

  /** Waits for the application with its serial port, and makes sure it is this slot's board. */
  public UsbDevice awaitApplication(Optional<UsbDevice> before, Deadline outer)
      throws SessionException, InterruptedException {
    Wanted wanted = Wanted.withSerialPort(ids.application().id());
    Deadline deadline = bench.appearance(COMES_WITHIN, outer);
    try {
      return proven(
          bench
              .usb()
              .awaitAt(bench.slot().port(), before.map(wanted::after).orElse(wanted), deadline));
    } catch (UsbTimeoutException e) {
      if (now() == Life.STRANGER) {
        throw new SessionException(FaultKind.BOARD_MOVED, moved(Evidence.of(e)), e);
      }
      throw new SessionException(
          FaultKind.BOARD_MISSING,
          "%s did not show its application: %s. Look at its cable, hub and power."
              .formatted(bench.name(), Evidence.of(e)),
          e);
    }
  }

  private UsbDevice proven(UsbDevice device) throws SessionException {
    if (!device.serial().equals(bench.slot().serial().value())) {
      throw new SessionException(
          FaultKind.BOARD_MOVED, moved("the board there has serial \"" + device.serial() + "\""));
    }
    return device;
  }

  private String moved(String seen) {
    return "%s is not where it should be: %s. Put it back, or correct the rack's file."
        .formatted(bench.name(), seen);
  }
}
