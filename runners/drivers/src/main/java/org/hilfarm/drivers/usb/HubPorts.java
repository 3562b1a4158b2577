package org.hilfarm.drivers.usb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.PortPath;

/**
 * The ports of a host's hubs, occupied or not, as sysfs shows them: {@code <hub>/<hub's
 * interface>/<hub>-port<N>}. Nothing is cached. Any thread may use it.
 */
public final class HubPorts {
  private static final Pattern PORT =
      Pattern.compile("(usb[1-9]\\d*|[0-9.-]+)-port([1-9]\\d{0,2})");

  /** More than any host has. */
  private static final int MOST = 1024;

  private final Path root;
  private final Path devices;

  /**
   * @param root the rack's root: {@code /}, or the folder of a virtual rack
   */
  public HubPorts(Path root) {
    this.root = root;
    this.devices = root.resolve("sys/bus/usb/devices");
  }

  /** Every port of every hub, root hubs too, ordered by place. */
  public SortedSet<PortPath> all() {
    SortedSet<PortPath> all = new TreeSet<>();
    for (Path hub : children(devices)) {
      all.addAll(of(hub));
    }
    return all;
  }

  /** Whether the device at this place is a hub. */
  public boolean isHub(PortPath port) {
    Path device = devices.resolve(port.value());
    return !of(device).isEmpty() || is(device.resolve("bDeviceClass"), "09");
  }

  /** Whether the device at this place is a network adapter to the host. */
  public boolean hasNetwork(PortPath port) {
    Path device = devices.resolve(port.value());
    return children(device).stream().anyMatch(i -> Files.isDirectory(i.resolve("net")));
  }

  /** Whether something can be typed or pointed with at this place. */
  public boolean hasKeys(PortPath port) {
    Path device = devices.resolve(port.value());
    return children(device).stream().anyMatch(i -> is(i.resolve("bInterfaceClass"), "03"));
  }

  /** Whether something on this drive is mounted, or swapped to. */
  public boolean isInUse(Path disk) {
    String node = "/dev/" + disk.getFileName();
    return List.of("proc/mounts", "proc/swaps").stream()
        .flatMap(file -> lines(root.resolve(file)).stream())
        .anyMatch(line -> line.startsWith(node));
  }

  private static List<PortPath> of(Path hub) {
    String name = String.valueOf(hub.getFileName());
    String first = name.startsWith("usb") ? name.substring(3) + "-0:1.0" : name + ":1.0";
    List<PortPath> ports = new ArrayList<>();
    for (Path child : children(hub.resolve(first))) {
      Matcher port = PORT.matcher(String.valueOf(child.getFileName()));
      if (port.matches() && port.group(1).equals(name)) {
        String way = name.startsWith("usb") ? name.substring(3) + "-" : name + ".";
        ports.add(new PortPath(way + port.group(2)));
      }
    }
    return ports;
  }

  private static boolean is(Path attribute, String value) {
    return SysfsText.read(attribute).filter(value::equals).isPresent();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException none) {
      return List.of();
    }
  }

  private static List<Path> children(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        if (found.size() < MOST) {
          found.add(child);
        }
      }
    } catch (IOException | DirectoryIteratorException none) {
      return List.of();
    }
    return found;
  }
}
