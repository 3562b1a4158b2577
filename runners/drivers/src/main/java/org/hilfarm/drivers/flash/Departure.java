package org.hilfarm.drivers.flash;

import java.time.Duration;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * How a UF2 bootloader takes its leave once it has the whole image, which is the only sign it
 * gives: it vanishes and another identity comes. A board that was pulled out vanishes as well, but
 * nothing comes; one whose image is not whole, or does not start, stays or comes back as itself.
 *
 * @param target the board
 * @param deadline of the whole flash
 */
record Departure(FlashTarget target, Deadline deadline) {
  /** A host's SCSI scan takes about a second after enumeration. Board time. */
  private static final Duration DRIVE_COMES = Duration.ofSeconds(10);

  /** Beyond what the flash itself takes; RP2040's ROM waits a second (safe_reboot). Board time. */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  /** From the bootloader's end to the application's enumeration. Board time. */
  private static final Duration RETURN = Duration.ofSeconds(15);

  /** No board programs slower: the nRF52840 erases and writes 4 KiB in 127 ms. Board time. */
  private static final int BYTES_PER_SECOND = 24 * 1024;

  /** The bootloader with its drive. */
  UsbDevice bootloader() throws FlashFailedException, InterruptedException {
    UsbTree usb = new UsbTree(target.root());
    try {
      return usb.awaitAt(target.port(), Wanted.withDrive(id()), boardTime(DRIVE_COMES));
    } catch (UsbTimeoutException e) {
      boolean driveless = usb.at(target.port()).filter(d -> d.id().equals(id())).isPresent();
      boolean nothing = usb.at(target.port()).isEmpty();
      throw new FlashFailedException(
          driveless
              ? FaultKind.DRIVE_MISSING
              : nothing ? FaultKind.DISCONNECTED : FaultKind.BOOTLOADER_STUCK,
          "%s shows no bootloader drive, nothing was written: %s"
              .formatted(target, e.getMessage()));
    }
  }

  /**
   * Waits until it left and something else came.
   *
   * @param whole whether the whole image was copied without an error
   */
  void await(UsbDevice bootloader, long payloadBytes, boolean whole, FlashLog log)
      throws FlashFailedException, InterruptedException {
    UsbTree usb = new UsbTree(target.root());
    Duration patience = FAREWELL.plusSeconds(payloadBytes / BYTES_PER_SECOND);
    try {
      usb.awaitGone(bootloader, boardTime(patience));
    } catch (UsbTimeoutException e) {
      throw stays(e);
    }
    log.note("the bootloader left");
    try {
      UsbDevice next = usb.awaitAt(target.port(), Wanted.anything(), boardTime(RETURN));
      log.note("it came back as %s \"%s\"".formatted(next.id(), next.product()));
      mustBeAnother(next, whole);
    } catch (UsbTimeoutException e) {
      throw new FlashFailedException(
          FaultKind.DISCONNECTED,
          "%s left the bus and did not come back: pulled out, without power, or an image that"
                  .formatted(target)
              + " never shows itself; power the port off and on ("
              + e.getMessage()
              + ")");
    }
  }

  private FlashFailedException stays(UsbTimeoutException e) {
    return deadline.passed()
        ? new FlashFailedException(
            FaultKind.FLASH_TOO_SLOW,
            "%s was not done with its image within %s: %s"
                .formatted(target, FlashLog.budget(deadline), e.getMessage()))
        : new FlashFailedException(
            FaultKind.BOOTLOADER_STUCK,
            "the bootloader of %s stays although the whole image was copied: %s"
                .formatted(target, e.getMessage()));
  }

  /** A copy that broke off may have left half an image; a whole one that does not start is dead. */
  private void mustBeAnother(UsbDevice next, boolean whole) throws FlashFailedException {
    if (next.id().equals(id()) && !id().equals(target.type().usb().application().id())) {
      throw new FlashFailedException(
          whole ? FaultKind.NEVER_STARTED : FaultKind.BOOTLOADER_STUCK,
          "%s came back as its bootloader: it did not get the whole image, or the image does not start"
              .formatted(target));
    }
  }

  private UsbId id() {
    return target.type().usb().bootloader().id();
  }

  private Deadline boardTime(Duration time) {
    return BoardClock.of(target.root(), target.port()).following(time, deadline);
  }

  /** Whether this very enumeration is still there. */
  static boolean stillThere(FlashTarget target, UsbDevice device) {
    return new UsbTree(target.root())
        .at(target.port())
        .filter(d -> d.generation().equals(device.generation()))
        .isPresent();
  }
}
