package org.hilfarm.farm.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;

/**
 * A serial port a person named, with the tree it belongs to.
 *
 * @param root {@code /}, or the folder of a virtual rack
 * @param device the port's node directly below {@code <root>/dev}
 */
record DevicePort(Path root, Path device) {
  private static final Path DEV = Path.of("/dev");

  /** Throws IllegalArgumentException where there is none; the message says what to do. */
  static DevicePort of(Path named) {
    Path path = named.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          named + ": there is no such port; is the board plugged in, and with a data cable?");
    }
    return belowDev(path)
        .or(() -> belowDev(resolved(path)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    named
                        + ": no serial port; name one such as /dev/ttyACM0, or <rack>/dev/ttyACM0"
                        + " of a virtual rack"));
  }

  /** A node's own folder says where it belongs: on a virtual rack the node itself is a link. */
  private static Optional<DevicePort> belowDev(Path path) {
    Path folder = path.resolveSibling("");
    if (folder.equals(DEV)) {
      return Optional.of(new DevicePort(Path.of("/"), path));
    }
    Path root = folder.resolveSibling("");
    return folder.endsWith("dev") && Files.isDirectory(root.resolve("sys"))
        ? Optional.of(new DevicePort(root, path))
        : Optional.empty();
  }

  /** What a link such as those in /dev/serial/by-id leads to. */
  private static Path resolved(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      return path;
    }
  }

  /** The USB device whose port this is. */
  UsbDevice owner() {
    return new UsbTree(root)
        .all().stream()
            .filter(d -> d.ttys().contains(device))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        device
                            + ": no USB device owns this port, so it is no board's; see"
                            + " /dev/serial/by-id for those that are"));
  }
}
