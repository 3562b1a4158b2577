package org.hilfarm.drivers.usb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * The USB devices of a rack, as {@code <root>/sys/bus/usb/devices} shows them (Linux,
 * Documentation/ABI/stable/sysfs-bus-usb). Nothing is cached: every call looks. Any thread may use
 * it.
 *
 * <p>sysfs has no events for files, so waits look every 5 ms until their deadline.
 */
public final class UsbTree {
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private final Path devices;
  private final Path dev;

  /**
   * @param root the rack's root: {@code /}, or the folder of a virtual rack
   */
  public UsbTree(Path root) {
    this.devices = root.resolve("sys/bus/usb/devices");
    this.dev = root.resolve("dev");
  }

  /** The device at a place; empty where there is none, or while it comes or goes. */
  public Optional<UsbDevice> at(PortPath port) {
    return new DeviceFolder(devices.resolve(port.value()), port, dev).read();
  }

  /** Every device below a root hub, hubs too, ordered by place. */
  public List<UsbDevice> all() {
    List<UsbDevice> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(devices, "[1-9]*-*[0-9]")) {
      for (Path folder : stream) {
        String name = folder.getFileName().toString();
        if (PortPath.isOne(name)) {
          at(new PortPath(name)).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException none) {
      return List.of();
    }
    found.sort(Comparator.comparing(UsbDevice::port));
    return found;
  }

  /** Waits for a device with this identity at a place; its ports and drives may come later. */
  public UsbDevice awaitAt(PortPath port, UsbId id, Deadline deadline)
      throws UsbTimeoutException, InterruptedException {
    return awaitAt(port, Wanted.device(id), deadline);
  }

  /** Waits for a device at a place. */
  public UsbDevice awaitAt(PortPath port, Wanted wanted, Deadline deadline)
      throws UsbTimeoutException, InterruptedException {
    Optional<UsbDevice> seen =
        look(port, d -> d.filter(wanted.test()).isPresent(), wanted.what(), deadline);
    return seen.orElseThrow();
  }

  /** Waits until no device is at a place. */
  public void awaitGone(PortPath port, Deadline deadline)
      throws UsbTimeoutException, InterruptedException {
    Path folder = devices.resolve(port.value());
    var unused = look(port, d -> !Files.exists(folder), "the device to leave", deadline);
  }

  /** Waits until this device has left its place; another one, or the same anew, may be there. */
  public void awaitGone(UsbDevice device, Deadline deadline)
      throws UsbTimeoutException, InterruptedException {
    PortPath port = device.port();
    var unused =
        look(
            port,
            d -> d.filter(now -> sameEnumeration(now, device)).isEmpty(),
            "USB device " + device.id() + " to leave",
            deadline);
  }

  /**
   * Looks until it is so. The last look is begun after the deadline: what came while this thread
   * had no turn is there.
   */
  private Optional<UsbDevice> look(
      PortPath port, Predicate<Optional<UsbDevice>> so, String what, Deadline deadline)
      throws UsbTimeoutException, InterruptedException {
    while (true) {
      boolean last = deadline.passed();
      Optional<UsbDevice> seen = at(port);
      if (so.test(seen)) {
        return seen;
      }
      if (last) {
        throw tooLate(what, port, deadline, seen);
      }
      Pause.until(deadline.within(LOOK_EVERY));
    }
  }

  private static boolean sameEnumeration(UsbDevice a, UsbDevice b) {
    return a.generation().equals(b.generation()) && a.id().equals(b.id());
  }

  private UsbTimeoutException tooLate(
      String what, PortPath port, Deadline deadline, Optional<UsbDevice> seen) {
    return new UsbTimeoutException(
        "waited %d ms for %s at port %s of %s; seen last: %s"
            .formatted(
                deadline.budget().toMillis(),
                what,
                port,
                devices,
                seen.map(UsbTree::text).orElse("nothing")));
  }

  private static String text(UsbDevice d) {
    return "%s \"%s\" serial \"%s\" (%d serial ports, %d drives)"
        .formatted(d.id(), d.product(), d.serial(), d.ttys().size(), d.disks().size());
  }
}
