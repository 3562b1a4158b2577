package org.hilfarm.virtual.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;

/**
 * A folder that looks to drivers like the root of a rack's host. Devices come and go as a whole: a
 * folder is prepared aside and renamed. Any thread may use it.
 */
public final class RackTree {
  /** Tells a virtual rack's folder from any other; a folder without it is not touched. */
  private static final String MARKER = ".virtual-rack";

  private static final UsbId ROOT_HUB = new UsbId(0x1d6b, 0x0002);
  private static final UsbId HUB = new UsbId(0x0424, 0x2514);
  private static final int LEAST_PORTS = 4;

  private final Path root;
  private final Numbers numbers = new Numbers();

  private RackTree(Path root) {
    this.root = root;
  }

  /**
   * Makes the tree anew: hubs are there, nothing is plugged in, all ports have power. What boards
   * keep below {@code run} stays.
   */
  public static RackTree prepare(Path root, Set<PortPath> slots) throws IOException {
    claim(root);
    RackTree tree = new RackTree(root.toAbsolutePath().normalize());
    Folders.delete(tree.root.resolve("sys"));
    Folders.delete(tree.root.resolve("dev"));
    Files.createDirectories(tree.devices());
    Files.createDirectories(tree.dev());
    Files.createDirectories(tree.aside());
    for (PortPath slot : new TreeSet<>(slots)) {
      tree.addHub(slot.hub());
    }
    for (PortPath slot : slots) {
      tree.addPort(slot);
    }
    return tree;
  }

  private static void claim(Path root) throws IOException {
    Files.createDirectories(root);
    Path marker = root.resolve(MARKER);
    try (Stream<Path> entries = Files.list(root)) {
      if (!Files.exists(marker) && entries.findAny().isPresent()) {
        throw new IOException(
            root
                + " is neither empty nor the folder of a virtual rack (it has no file "
                + MARKER
                + "): give the virtual rack a folder of its own");
      }
    }
    Files.writeString(marker, "This folder is filled by a virtual rack of HIL Farm.\n");
  }

  private void addHub(String hub) throws IOException {
    if (Files.exists(devices().resolve(hub))) {
      return;
    }
    boolean rootHub = hub.startsWith("usb");
    if (!rootHub) {
      addHub(new PortPath(hub).hub());
      addPort(new PortPath(hub));
    }
    Path folder = Files.createDirectories(devices().resolve(hub));
    String bus = rootHub ? hub.substring(3) : hub.substring(0, hub.indexOf('-'));
    SysfsDevice.write(
        folder,
        new SysfsDevice.Attributes(
            rootHub ? ROOT_HUB : HUB,
            rootHub ? "Linux" : "",
            rootHub ? "Virtual Host Controller" : "USB2.0 Hub",
            "",
            bus,
            numbers.nextDevice()));
    for (int port = 1; port <= LEAST_PORTS; port++) {
      powerOn(portFolder(hub, port));
    }
  }

  private void addPort(PortPath port) throws IOException {
    powerOn(portFolder(port));
  }

  private static void powerOn(Path portFolder) throws IOException {
    Files.createDirectories(portFolder);
    Files.writeString(portFolder.resolve("disable"), "0\n");
  }

  /** The folder of a hub's port, which holds the power switch {@code disable}. */
  public Path portFolder(PortPath port) {
    return portFolder(port.hub(), port.portNumber());
  }

  private Path portFolder(String hub, int port) {
    String hubInterface = hub.startsWith("usb") ? hub.substring(3) + "-0:1.0" : hub + ":1.0";
    return devices().resolve(hub).resolve(hubInterface).resolve(hub + "-port" + port);
  }

  /** Shows a device at a place. */
  public PluggedDevice plug(PortPath port, Enumeration shown) throws IOException {
    return PluggedDevice.plug(this, port, shown);
  }

  public Path root() {
    return root;
  }

  Path devices() {
    return root.resolve("sys/bus/usb/devices");
  }

  /** Where the device nodes are. */
  public Path dev() {
    return root.resolve("dev");
  }

  Path aside() {
    return root.resolve("sys/.aside");
  }

  /** Where the slots' boards keep what survives them. */
  public Path run() {
    return root.resolve("run/hil");
  }

  Numbers numbers() {
    return numbers;
  }
}
