package org.hilfarm.drivers.usb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;

/**
 * Reads one device's folder in sysfs. It may vanish, or be replaced by the next enumeration, at any
 * line: then there is no device here yet, and whoever waits looks again.
 */
record DeviceFolder(Path folder, PortPath port, Path dev) {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

  /** A name the kernel gives to a port or drive; nothing else is joined to the path of /dev. */
  private static final Pattern NODE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");

  /** More children than any device of the farm has. */
  private static final int MAX_CHILDREN = 64;

  /** The device, unless it is gone, half there, or changed while it was read. */
  Optional<UsbDevice> read() {
    Optional<String> generation = text("devnum");
    Optional<UsbId> id = id();
    if (generation.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    UsbDevice device =
        new UsbDevice(
            port,
            id.get(),
            text("manufacturer").orElse(""),
            text("product").orElse(""),
            text("serial").orElse(""),
            nodes(this::ttyNames),
            nodes(this::diskNames),
            generation.get());
    return text("devnum").equals(generation) ? Optional.of(device) : Optional.empty();
  }

  private Optional<String> text(String attribute) {
    return SysfsText.read(folder.resolve(attribute));
  }

  private Optional<UsbId> id() {
    Optional<String> vendor = text("idVendor").filter(t -> HEX.matcher(t).matches());
    Optional<String> product = text("idProduct").filter(t -> HEX.matcher(t).matches());
    return vendor.flatMap(v -> product.map(p -> UsbId.parse(v + ":" + p)));
  }

  private interface Names {
    List<String> in(Path usbInterface);
  }

  private List<Path> nodes(Names names) {
    return children(folder, port.value() + ":*").stream()
        .sorted(Comparator.comparing(DeviceFolder::interfaceNumber))
        .flatMap(i -> names.in(i).stream())
        .filter(name -> NODE.matcher(name).matches())
        .map(dev::resolve)
        .filter(Files::exists)
        .toList();
  }

  /** CDC ACM: {@code tty/ttyACM0}; bridges such as the CP2102: {@code ttyUSB0/tty/ttyUSB0}. */
  private List<String> ttyNames(Path usbInterface) {
    List<String> names = new ArrayList<>(names(usbInterface.resolve("tty"), "*"));
    names.addAll(names(usbInterface, "ttyUSB*"));
    return names;
  }

  private List<String> diskNames(Path usbInterface) {
    return children(usbInterface, "host*").stream()
        .flatMap(host -> children(host, "target*").stream())
        .flatMap(target -> children(target, "*:*").stream())
        .flatMap(lun -> names(lun.resolve("block"), "*").stream())
        .toList();
  }

  private static List<String> names(Path folder, String glob) {
    return children(folder, glob).stream().map(p -> p.getFileName().toString()).toList();
  }

  private static int interfaceNumber(Path usbInterface) {
    String name = usbInterface.getFileName().toString();
    String number = name.substring(name.lastIndexOf('.') + 1);
    return number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
  }

  private static List<Path> children(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      for (Path child : stream) {
        if (found.size() < MAX_CHILDREN) {
          found.add(child);
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      return List.of();
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }
}
