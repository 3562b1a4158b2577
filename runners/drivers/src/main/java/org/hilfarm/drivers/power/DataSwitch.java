package org.hilfarm.drivers.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.time.Deadline;

/**
 * The switch that cuts a slot's USB data lines and leaves its power on: a board that sees no host
 * takes its true deep sleep. Closing it connects the lines again, whatever happened meanwhile. Not
 * for several threads at once.
 */
public final class DataSwitch implements AutoCloseable {
  private final PortPath port;
  private final SwitchFile wiring;
  private final Path file;
  private final UsbTree usb;

  private DataSwitch(Path root, PortPath port, SwitchFile wiring) throws PowerException {
    this.port = port;
    this.wiring = wiring;
    this.file = root.resolve(wiring.path()).normalize();
    this.usb = new UsbTree(root);
    if (!file.startsWith(root.normalize())) {
      throw new PowerException(
          "the usb_data switch of port " + port + " lies outside the rack: " + wiring.path());
    }
  }

  /** The slot's switch, where it has one. */
  public static Optional<DataSwitch> of(Path root, Slot slot) throws PowerException {
    return slot.usbData().isPresent()
        ? Optional.of(new DataSwitch(root, slot.port(), slot.usbData().get()))
        : Optional.empty();
  }

  /** Cuts the lines and waits for the proof: no device is there any more. */
  public void cut(Deadline deadline) throws PowerException, InterruptedException {
    write(wiring.off());
    try {
      usb.awaitGone(port, deadline);
    } catch (UsbTimeoutException e) {
      throw new PowerException(
          "the USB data lines of port "
              + port
              + " were cut with "
              + file
              + ", but its device stays ("
              + e.getMessage()
              + "): is the switch wired to this slot?",
          e);
    }
  }

  /** Connects the lines; when the board is back is for the caller to see. */
  public void connect() throws PowerException {
    write(wiring.on());
  }

  @Override
  public void close() throws PowerException {
    connect();
  }

  private void write(String text) throws PowerException {
    try {
      Files.writeString(file, text, how());
    } catch (IOException e) {
      throw new PowerException(
          "cannot write \"%s\" to %s, the usb_data switch of port %s: %s"
              .formatted(text, file, port, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Whoever watches the file should not see it empty, so it is truncated only where it must be. */
  private StandardOpenOption[] how() {
    return wiring.on().length() == wiring.off().length()
        ? new StandardOpenOption[] {StandardOpenOption.WRITE}
        : new StandardOpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING};
  }
}
