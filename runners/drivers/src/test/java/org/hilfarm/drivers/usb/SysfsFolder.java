package org.hilfarm.drivers.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A rack's tree with devices that tests plug in and pull out. */
public record SysfsFolder(Path root) {

  /** Plugs in a Pico running CircuitPython, with a serial port and a drive. */
  public void plugPico(String port, String devnum) throws IOException {
    plug(port, "239a", "80f4", devnum);
    Path serial = device(port).resolve(port + ":1.0/tty/ttyACM3");
    Files.createDirectories(serial);
    node("ttyACM3");
    Files.createDirectories(
        device(port).resolve(port + ":1.2/host0/target0:0:0/0:0:0:0/block/sdb"));
    node("sdb");
  }

  /** Plugs in a device without ports or drives. */
  public void plug(String port, String vendor, String product, String devnum) throws IOException {
    Path aside = Files.createDirectories(root.resolve("aside").resolve(port));
    attribute(aside, "idVendor", vendor);
    attribute(aside, "idProduct", product);
    attribute(aside, "manufacturer", "Raspberry Pi");
    attribute(aside, "product", "Pico");
    attribute(aside, "serial", "E6614103E7174D23");
    attribute(aside, "devnum", devnum);
    Files.createDirectories(device(port).getParent());
    Files.move(aside, device(port));
  }

  /** Pulls a device out. */
  public void pull(String port) throws IOException {
    Path gone = root.resolve("aside").resolve(port + "-gone");
    Files.createDirectories(gone.getParent());
    Files.move(device(port), gone);
    try (var all = Files.walk(gone)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  /** Makes a hub's port with its switch; also for a root hub. */
  public Path port(String hub, String hubInterface, int number) throws IOException {
    Path folder = device(hub).resolve(hubInterface).resolve(hub + "-port" + number);
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("disable"), "0\n");
  }

  public Path device(String port) {
    return root.resolve("sys/bus/usb/devices").resolve(port);
  }

  public void attribute(Path folder, String name, String value) throws IOException {
    Files.writeString(folder.resolve(name), value + "\n");
  }

  private void node(String name) throws IOException {
    Path node = root.resolve("dev").resolve(name);
    Files.createDirectories(node.getParent());
    Files.write(node, List.of());
  }
}
