package org.hilfarm.drivers.power;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.time.Deadline;

/**
 * Switches the power of a hub's port through the kernel's own attribute {@code
 * <hub>-port<N>/disable} (Linux 6.0, Documentation/ABI/testing/sysfs-bus-usb). Any thread may use
 * it; the holder of a board's lease does.
 *
 * <p>The kernel also detaches the device in its own books, so a device that left proves that the
 * port was switched, not that the hub cuts VBUS: a hub without per-port switching leaves the board
 * running. Only the board's next reset reason, POWER_ON, proves that.
 */
public final class PortPower {
  /** Board time without power in {@link #cycle}, so that a board's capacitors run empty. */
  public static final Duration OFF_FOR = Duration.ofMillis(500);

  private final Path root;
  private final Path devices;
  private final UsbTree usb;

  /**
   * @param root the rack's root: {@code /}, or the folder of a virtual rack
   */
  public PortPower(Path root) {
    this.root = root;
    this.devices = root.resolve("sys/bus/usb/devices");
    this.usb = new UsbTree(root);
  }

  /** Switches a port off and waits for the proof: no device is there any more. */
  public void off(PortPath port, Deadline deadline) throws PowerException, InterruptedException {
    write(port, "1", "off");
    try {
      usb.awaitGone(port, deadline);
    } catch (UsbTimeoutException e) {
      throw new PowerException(
          "port "
              + port
              + " was switched off, but its device stays ("
              + e.getMessage()
              + "): does the hub switch each port by itself?",
          e);
    }
  }

  /** Switches a port on; when the board is back is for the caller to see. */
  public void on(PortPath port) throws PowerException {
    write(port, "0", "on");
  }

  /** Off, a while for the capacitors, and on. Power is on again even when the proof fails. */
  public void cycle(PortPath port, Deadline deadline) throws PowerException, InterruptedException {
    try {
      off(port, deadline);
      stayOff(port, deadline);
    } finally {
      on(port);
    }
  }

  private void stayOff(PortPath port, Deadline deadline)
      throws PowerException, InterruptedException {
    Deadline until = BoardClock.of(root, port).deadline(OFF_FOR, deadline);
    while (!until.passed()) {
      LockSupport.parkNanos(until.left().toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while port " + port + " was off");
      }
    }
    if (deadline.passed()) {
      throw new PowerException(
          "%d ms were too short to keep port %s without power for %d ms of board time"
              .formatted(deadline.budget().toMillis(), port, OFF_FOR.toMillis()));
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

  private void write(PortPath port, String value, String word) throws PowerException {
    for (Path attribute : attributes(port)) {
      try {
        // not truncated first: whoever watches the file must never see it empty
        Files.writeString(attribute, value, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new PowerException(
            "cannot switch %s port %s: %s".formatted(word, port, reason(attribute, e)), e);
      }
    }
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
