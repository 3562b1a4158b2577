package org.hilfarm.virtual.usb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.model.board.UsbIdentity;

/**
 * What a board shows on USB in one of its lives, and what it makes of what the host does there. All
 * calls come on the board's own thread and must not block.
 */
public interface Face {
  UsbIdentity identity();

  /** The serial number string; empty for none. */
  String serial();

  /** Whether it offers a serial port. */
  default boolean hasTty() {
    return true;
  }

  /** Makes the image of its drive in a folder; empty where it offers none. */
  default Optional<Path> makeDisk(Path folder) throws IOException {
    return Optional.empty();
  }

  /** The host has taken the device; its drive is this node. */
  default void plugged(Optional<Path> disk) {}

  /** The host is about to lose it; what it wrote last is still on the drive. */
  default void unplugging() {}

  /** A program opened the serial port. */
  default void opened() {}

  /** Bytes came from the host. */
  default void received(byte[] bytes) {}

  /** The last program closed the serial port, set to this speed. */
  default void closed(int baud) {}

  /** The host wrote to the drive. */
  default void diskWritten() {}
}
