package org.hilfarm.drivers.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Phrases;
import org.hilfarm.drivers.seat.Presence;
import org.hilfarm.drivers.seat.Seat;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * Brings a board from wherever it is into the bootloader its images are written through.
 *
 * <p>{@code microcontroller.on_next_reset}, or MicroPython's {@code machine.bootloader}, is asked
 * first. A 1200-baud touch leads to BOOTSEL on an RP2040 and to the ROM on an ESP32-S2, but to a
 * bootloader without a drive on an nRF52840 (supervisor/shared/usb/usb_device.c, ports'
 * supervisor/port.c), so it helps only some.
 */
final class BootloaderEntry {
  private static final Duration COMES_WITHIN = Duration.ofSeconds(10);
  private static final Duration REPL_WITHIN = Duration.ofSeconds(3);
  private static final int TOUCH_BAUD = 1200;

  private final Seat seat;
  private final Bench bench;
  private final Presence presence;
  private final FlashMethod method;

  BootloaderEntry(Seat seat) {
    this.seat = seat;
    this.bench = seat.bench();
    this.presence = new Presence(bench);
    this.method = bench.type().flash();
  }

  /** Enters it, trying what the family offers, at last after a power cycle. */
  void enter(Deadline outer) throws SessionException, InterruptedException {
    if (arrived(Duration.ZERO, outer)) {
      return;
    }
    if (presence.now() != Presence.Life.APPLICATION) {
      seat.settle(outer); // it may be on its way, and would lose its power just after it came
    }
    if (presence.now() != Presence.Life.APPLICATION) {
      // In another bootloader, off, or still on its way: from power on it comes to its application.
      seat.cyclePort(outer);
      if (!applicationComes(outer)) {
        return; // what starts without an application is the bootloader itself
      }
    } else {
      presence.awaitApplication(Optional.empty(), outer);
    }
    boolean in = askRepl(outer) || touch(outer);
    if (!in) {
      seat.cyclePort(outer);
      seat.reattach(Optional.empty(), outer);
      in = askRepl(outer) || touch(outer);
    }
    if (!in) {
      throw stuck();
    }
  }

  /**
   * After power on: the application, or the bootloader where the chip finds no application. A dead
   * application shows neither, and no family can be brought into its bootloader from outside then:
   * that takes a button (pico-bootrom's BOOTSEL, Adafruit_nRF52_Bootloader's and TinyUF2's double
   * reset, the ESP32-S2's GPIO0).
   */
  private boolean applicationComes(Deadline outer) throws SessionException, InterruptedException {
    try {
      Optional<UsbDevice> any = Optional.empty();
      seat.reattach(any, outer);
      return true;
    } catch (SessionException e) {
      if (arrived(Duration.ZERO, outer)) {
        return false;
      }
      throw e.fault().kind() == FaultKind.BOARD_MISSING ? dead(e) : e;
    }
  }

  private SessionException dead(SessionException e) {
    return new SessionException(
        FaultKind.BOARD_MISSING,
        "%s shows nothing after a power cycle. If its image is dead there is no way in from here: %s. %s"
            .formatted(bench.name(), byHand(), e.fault().text()),
        e);
  }

  private String byHand() {
    return switch (method) {
      case ESPTOOL -> "hold its BOOT button (GPIO0) and press reset";
      case TINYUF2, NRF_UF2 -> "press its reset button twice";
      case BOOTSEL -> "hold its BOOTSEL button while it gets power";
    };
  }

  private SessionException stuck() {
    return new SessionException(
        FaultKind.BOOTLOADER_STUCK,
        "%s does not enter its bootloader (%s): neither %s%s nor a power cycle helped; at its port there is %s now. Press its buttons by hand, and look at the bootloader's version."
            .formatted(
                bench.name(),
                wanted().what(),
                call(),
                touchHelps() ? ", nor a 1200-baud touch," : "",
                presence.now()));
  }

  private String call() {
    return Phrases.bootloaderCall(bench.type().firmware(), method);
  }

  private boolean touchHelps() {
    return switch (method) {
      case ESPTOOL, BOOTSEL -> true;
      case TINYUF2, NRF_UF2 -> false;
    };
  }

  private Wanted wanted() {
    return switch (method) {
      case ESPTOOL -> Wanted.withSerialPort(rom());
      case TINYUF2, NRF_UF2, BOOTSEL -> Wanted.withDrive(bench.type().usb().bootloader().id());
    };
  }

  private UsbId rom() {
    return bench
        .type()
        .usb()
        .rom()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    bench.type().id() + " is flashed with esptool, so its ROM's USB id is needed"))
        .id();
  }

  private boolean askRepl(Deadline outer) throws InterruptedException {
    try {
      seat.attached(outer).raw(bench.patience(REPL_WITHIN, outer));
      seat.enterFound(outer);
      seat.settle(outer);
      Execution gone =
          seat.attached(outer)
              .raw(bench.patience(REPL_WITHIN, outer))
              .exec(
                  Phrases.bootloader(bench.type().firmware(), method),
                  bench.patience(REPL_WITHIN, outer));
      seat.note("asked for its bootloader: " + call());
      seat.detach();
      return gone instanceof Execution.Vanished && arrived(COMES_WITHIN, outer);
    } catch (SessionException silent) {
      seat.note("cannot be asked (" + call() + "): " + silent.getMessage());
      seat.detach();
      return false;
    }
  }

  private boolean touch(Deadline outer) throws SessionException, InterruptedException {
    Optional<Path> port = presence.application().flatMap(d -> d.ttys().stream().findFirst());
    if (!touchHelps() || port.isEmpty()) {
      return false;
    }
    seat.detach();
    presence.application().ifPresent(seat::seen);
    seat.settle(outer);
    seat.note("1200-baud touch");
    try {
      SerialLink.touch(port.get(), TOUCH_BAUD);
    } catch (IOException gone) {
      seat.note("touch: " + gone.getMessage());
    }
    return arrived(COMES_WITHIN, outer);
  }

  private boolean arrived(Duration boardTime, Deadline outer) throws InterruptedException {
    Deadline deadline =
        boardTime.isZero() ? outer.within(Duration.ZERO) : bench.appearance(boardTime, outer);
    try {
      bench.usb().awaitAt(bench.slot().port(), wanted(), deadline);
      return true;
    } catch (UsbTimeoutException notYet) {
      return false;
    }
  }
}
