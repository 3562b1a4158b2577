package org.hilfarm.farm.doctor;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.drivers.usb.HubPorts;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.PortPath;

/** Hubs that switch, and how many devices a bus has. */
final class UsbHealth {
  /** Some controllers take no more; Renesas and Fresco Logic say so in the kernel's log. */
  private static final int CAP = 32;

  private static final int MANY = 20;

  /** An address has seven bits, and 0 is nobody's. */
  private static final int ADDRESSES = 127;

  private UsbHealth() {}

  static List<Finding> look(Host host) {
    List<Finding> found = new ArrayList<>();
    List<PortPath> ports = List.copyOf(new HubPorts(host.root()).all());
    found.add(hubs(host, ports));
    buses(host).forEach((bus, devices) -> found.add(bus(bus, devices)));
    return found;
  }

  private static Finding hubs(Host host, List<PortPath> ports) {
    List<PortPath> switching = ports.stream().filter(p -> switches(host, p)).toList();
    List<PortPath> behind = switching.stream().filter(p -> !p.hub().startsWith("usb")).toList();
    if (ports.isEmpty()) {
      return Finding.bad("hubs", "there is no USB hub at all", "plug the rack's hub in");
    }
    if (behind.isEmpty()) {
      return Finding.bad(
          "hubs",
          "no port of a hub has the kernel's switch",
          "a hub that switches each port, and Linux 6.0 or newer; docs/hardware.md names hubs");
    }
    return Finding.good(
        "hubs",
        "%d ports can be switched; ./farm rack enrol proves which do".formatted(behind.size()));
  }

  private static boolean switches(Host host, PortPath port) {
    String hub = port.hub();
    String first = hub.startsWith("usb") ? hub.substring(3) + "-0:1.0" : hub + ":1.0";
    return Files.exists(
        host.root()
            .resolve("sys/bus/usb/devices")
            .resolve(hub)
            .resolve(first)
            .resolve(hub + "-port" + port.portNumber())
            .resolve("disable"));
  }

  /** Devices by bus, the root hub too. */
  private static Map<String, Long> buses(Host host) {
    return new UsbTree(host.root())
        .all().stream()
            .map(UsbDevice::port)
            .collect(
                Collectors.groupingBy(
                    p -> p.value().substring(0, p.value().indexOf('-')),
                    TreeMap::new,
                    Collectors.counting()));
  }

  private static Finding bus(String bus, long below) {
    long devices = below + 1;
    String said = "bus %s has %d devices".formatted(bus, devices);
    if (devices >= ADDRESSES - 7) {
      return Finding.bad(
          "devices", said + " of " + ADDRESSES + " that can be", "a second controller");
    }
    if (devices >= CAP) {
      return Finding.bad("devices", said + "; some controllers take " + CAP, "a second controller");
    }
    return devices > MANY
        ? Finding.doubtful(
            "devices", said + "; some controllers take " + CAP, "a second controller before more")
        : Finding.good("devices", said);
  }
}
