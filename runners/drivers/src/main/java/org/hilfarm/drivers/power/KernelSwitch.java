package org.hilfarm.drivers.power;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.time.Deadline;

/**
 * The kernel's own attribute {@code <hub>-port<N>/disable} (Linux 6.0,
 * Documentation/ABI/testing/sysfs-bus-usb). Writing it takes no time worth a deadline.
 */
final class KernelSwitch implements PortSwitch {
  private final Path devices;

  KernelSwitch(Path root) {
    this.devices = root.resolve("sys/bus/usb/devices");
  }

  /** Whether the kernel has it for this port. */
  boolean has(PortPath port) {
    return Files.exists(folder(port).resolve("disable"));
  }

  @Override
  public void set(PortPath port, boolean on, Deadline deadline) throws PowerException {
    for (Path attribute : attributes(port)) {
      try {
        // not truncated first: whoever watches the file must never see it empty
        Files.writeString(attribute, on ? "0" : "1", StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new PowerException(
            "cannot switch %s port %s: %s"
                .formatted(PortSwitch.word(on), port, reason(attribute, e)),
            e);
      }
    }
  }

  /** A USB 3 hub feeds one socket from two ports; VBUS falls only when both are off. */
  private List<Path> attributes(PortPath port) {
    Path folder = folder(port);
    List<Path> all = new ArrayList<>(List.of(folder.resolve("disable")));
    Path peer = folder.resolve("peer").resolve("disable");
    if (Files.exists(peer)) {
      all.add(peer);
    }
    return all;
  }

  private Path folder(PortPath port) {
    String hub = port.hub();
    String hubInterface = hub.startsWith("usb") ? hub.substring(3) + "-0:1.0" : hub + ":1.0";
    return devices.resolve(hub).resolve(hubInterface).resolve(hub + "-port" + port.portNumber());
  }

  private static String reason(Path attribute, IOException e) {
    return switch (e) {
      case NoSuchFileException none ->
          "there is no " + attribute + "; the hub is gone, or the kernel is older than 6.0";
      case AccessDeniedException denied ->
          "no right to write " + attribute + "; give the agent's user the right (udev rule)";
      default -> "writing " + attribute + " failed: " + e.getMessage();
    };
  }
}
