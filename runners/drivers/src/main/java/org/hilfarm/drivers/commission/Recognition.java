package org.hilfarm.drivers.commission;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.drivers.flash.BootDriveInfo;
import org.hilfarm.drivers.flash.DriveInfo;
import org.hilfarm.drivers.usb.HubPorts;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * Tells what is at each port of a host, by USB ids and, where these do not tell, by INFO_UF2.TXT.
 *
 * @param root the host's: {@code /}, or the folder of a virtual rack
 * @param types the types of board that there are
 * @param tools where mtools is
 */
public record Recognition(Path root, Collection<BoardType> types, Tools tools) {

  /** Every port of the host and what is there, ordered by place. */
  public SortedMap<PortPath, Occupant> look(Deadline deadline) throws InterruptedException {
    UsbTree usb = new UsbTree(root);
    SortedMap<PortPath, Occupant> seen = new TreeMap<>();
    for (PortPath port : new HubPorts(root).all()) {
      Optional<UsbDevice> device = usb.at(port);
      seen.put(port, device.isEmpty() ? new Occupant.Nobody() : of(device.get(), deadline));
    }
    return seen;
  }

  private Occupant of(UsbDevice device, Deadline deadline) throws InterruptedException {
    HubPorts ports = new HubPorts(root);
    PortPath port = device.port();
    if (ports.isHub(port)) {
      return new Occupant.Stranger(device, "a hub");
    }
    List<BoardType> running =
        types.stream().filter(t -> t.usb().application().id().equals(device.id())).toList();
    if (running.isEmpty()) {
      return noApplication(device, deadline);
    }
    if (ports.hasNetwork(port)) {
      return new Occupant.Stranger(device, "a network adapter of this host");
    }
    if (device.disks().stream().anyMatch(ports::isInUse)) {
      return new Occupant.Unready(
          device, "its drive is mounted: unmount it and end the automounter");
    }
    if (running.size() > 1) {
      return new Occupant.Unready(
          device, "may be any of " + ids(running) + ": its USB id is theirs all");
    }
    return BoardSerial.isOne(device.serial())
        ? new Occupant.Board(running.getFirst(), device)
        : new Occupant.Unready(
            device, "has no USB serial number, by which a board is known after a reset");
  }

  private Occupant noApplication(UsbDevice device, Deadline deadline) throws InterruptedException {
    List<BoardType> loading = types.stream().filter(t -> isLoader(t.usb(), device)).toList();
    if (loading.isEmpty()) {
      return new Occupant.Stranger(device, stranger(device));
    }
    Optional<BootDriveInfo> info = Optional.empty();
    for (Path disk : device.disks()) {
      info = info.isPresent() ? info : DriveInfo.of(tools, disk, deadline);
    }
    return new Occupant.Unready(
        device,
        "the bootloader of %s%s: flash CircuitPython, or reset the board, and enrol again"
            .formatted(
                ids(narrowed(loading, info)),
                info.map(i -> " (INFO_UF2.TXT: " + i.boardId() + ")").orElse("")));
  }

  private static List<BoardType> narrowed(List<BoardType> loading, Optional<BootDriveInfo> info) {
    List<BoardType> named =
        loading.stream()
            .filter(t -> info.filter(i -> i.isFor(t.drive().boardId())).isPresent())
            .toList();
    return named.isEmpty() ? loading : named;
  }

  private static boolean isLoader(UsbIdentities usb, UsbDevice device) {
    return Stream.of(Optional.of(usb.bootloader()), usb.bootloaderWithoutDrive(), usb.rom())
        .flatMap(Optional::stream)
        .anyMatch(i -> i.id().equals(device.id()));
  }

  private String stranger(UsbDevice device) {
    HubPorts ports = new HubPorts(root);
    if (ports.hasNetwork(device.port())) {
      return "a network adapter";
    }
    if (!device.disks().isEmpty()) {
      return device.disks().stream().anyMatch(ports::isInUse)
          ? "storage that is in use"
          : "storage";
    }
    if (ports.hasKeys(device.port())) {
      return "a keyboard or mouse";
    }
    return "no board of board-configs/types";
  }

  private static String ids(Collection<BoardType> types) {
    return types.stream().map(t -> t.id().value()).sorted().collect(Collectors.joining(", "));
  }
}
