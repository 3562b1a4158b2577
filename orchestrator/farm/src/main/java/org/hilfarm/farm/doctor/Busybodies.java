package org.hilfarm.farm.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.hilfarm.drivers.usb.HubPorts;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.Slot;

/** Programs that touch a board on their own account. */
final class Busybodies {
  private static final String NO_MODEM =
      "it opens new serial ports and types at them: systemctl mask --now ModemManager";
  private static final String NO_MOUNT = "it mounts boards' drives: systemctl mask --now ";

  /** As /proc/PID/comm has them, which is 15 characters at most. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "ModemManager", NO_MODEM,
          "brltty", "it takes USB serial adapters for braille displays: apt purge brltty",
          "udisksd", NO_MOUNT + "udisks2",
          "gvfs-udisks2-vo", NO_MOUNT + "udisks2, and let no desktop run",
          "udiskie", NO_MOUNT + "udiskie",
          "usbmount", NO_MOUNT + "usbmount",
          "pcmanfm", "a desktop's file manager mounts boards' drives: let no desktop run");

  private Busybodies() {}

  static List<Finding> look(Host host) {
    NavigableSet<String> running = new TreeSet<>();
    host.in("proc", "[1-9]*")
        .forEach(p -> host.text("proc/" + p.getFileName() + "/comm").ifPresent(running::add));
    running.retainAll(KNOWN.keySet());
    List<Finding> found = new ArrayList<>();
    running.forEach(
        name ->
            found.add(Finding.bad("programs", name + " is running", KNOWN.getOrDefault(name, ""))));
    if (running.isEmpty()) {
      found.add(Finding.good("programs", "neither ModemManager nor an automounter runs"));
    }
    found.addAll(mounted(host));
    return found;
  }

  private static List<Finding> mounted(Host host) {
    HubPorts ports = new HubPorts(host.root());
    UsbTree usb = new UsbTree(host.root());
    return host.rack().stream()
        .flatMap(rack -> rack.slots().stream())
        .map(Slot::port)
        .flatMap(port -> usb.at(port).stream())
        .filter(device -> device.disks().stream().anyMatch(ports::isInUse))
        .map(Busybodies::mounted)
        .toList();
  }

  private static Finding mounted(UsbDevice device) {
    return Finding.bad(
        "drives",
        "the drive of the board at port " + device.port() + " is mounted",
        "umount it, and find out who mounted it");
  }
}
