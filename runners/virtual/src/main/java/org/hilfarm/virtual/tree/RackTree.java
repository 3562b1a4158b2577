package org.hilfarm.virtual.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;

/**
 * A folder that looks to drivers like the root of a rack's host. Devices come and go as a whole: a
 * folder is prepared aside and renamed. Any thread may use it.
 */
public final class RackTree implements AutoCloseable {
  /** Tells a virtual rack's folder from any other; a folder without it is not touched. */
  private static final String MARKER = ".virtual-rack";

  private static final UsbId ROOT_HUB = new UsbId(0x1d6b, 0x0002);
  private static final UsbId HUB = new UsbId(0x0424, 0x2514);
  private static final int LEAST_PORTS = 4;

  private final Path root;
  private final FileChannel claim;
  private final Numbers numbers = new Numbers();
  private final Map<PortPath, String> renamed = new ConcurrentHashMap<>();

  private RackTree(Path root, FileChannel claim) {
    this.root = root;
    this.claim = claim;
  }

  /**
   * Makes the tree anew: hubs are there, nothing is plugged in, all ports have power. What boards
   * keep below {@code run} stays.
   */
  public static RackTree prepare(Path root, Set<PortPath> slots) throws IOException {
    Path home = root.toAbsolutePath().normalize();
    RackTree tree = new RackTree(home, claim(home));
    try {
      tree.fill(slots);
      return tree;
    } catch (IOException e) {
      tree.close();
      throw e;
    }
  }

  private void fill(Set<PortPath> slots) throws IOException {
    Folders.delete(root.resolve("sys"));
    Folders.delete(root.resolve("dev"));
    Files.createDirectories(devices());
    Files.createDirectories(dev());
    Files.createDirectories(aside());
    for (PortPath slot : new TreeSet<>(slots)) {
      addHub(slot.hub());
    }
    for (PortPath slot : slots) {
      addPort(slot);
    }
  }

  /** One process has the folder, as long as it keeps this open. */
  private static FileChannel claim(Path root) throws IOException {
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
    FileChannel claim =
        FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(claim)) {
      claim.close();
      throw new IOException(
          root + " is in use by another virtual rack: end that one, or take another folder");
    }
    return claim;
  }

  private static boolean locked(FileChannel claim) throws IOException {
    try {
      return claim.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
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

  /** From now on whatever is plugged in here shows this serial: another board, to the host. */
  public void rename(PortPath port, String serial) {
    renamed.put(port, serial);
  }

  String serial(PortPath port, String own) {
    return renamed.getOrDefault(port, own);
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

  /** Gives the folder free for another virtual rack. */
  @Override
  public void close() throws IOException {
    claim.close();
  }
}
