package org.hilfarm.farm.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotSwitch;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.model.board.UsbIdentities;

/**
 * Whether the rack file is this host's: what is at each slot's port, and whether this user may use
 * it.
 *
 * @param types the board types there are
 */
record Slots(Map<BoardTypeId, BoardType> types) {
  private static final String RULE =
      "a udev rule for port %s, such as SUBSYSTEM==\"tty|block\", KERNELS==\"%s\","
          + " GROUP=\"hil-rack\", MODE=\"0660\"; the playbooks in ansible write it";

  List<Finding> look(Host host) {
    if (host.rack().isEmpty()) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    List<Slot> slots = host.rack().get().slots();
    slots.forEach(slot -> slot(host, slot, found));
    long absent = found.stream().filter(f -> f.said().contains("nothing is at")).count();
    if (absent == slots.size()) {
      found.add(
          Finding.bad(
              "rack file",
              "no port of rack " + host.rack().get().id() + " holds anything: is it this host's?",
              "give this host its own rack file; ./farm rack enrol writes one"));
    }
    return found;
  }

  private void slot(Host host, Slot slot, List<Finding> found) {
    String check = "slot " + slot.id();
    Optional<UsbDevice> device = new UsbTree(host.root()).at(slot.port());
    if (device.isEmpty()) {
      found.add(
          Finding.bad(
              check,
              "nothing is at port " + slot.port(),
              "plug in %s %s there".formatted(slot.boardType(), slot.serial())));
      return;
    }
    Finding who = who(check, slot, device.get());
    found.add(who);
    if (who.state() != Finding.State.BAD) {
      nodes(host, slot, device.get(), found);
    }
  }

  private Finding who(String check, Slot slot, UsbDevice device) {
    BoardType type = types.get(slot.boardType());
    if (type == null) {
      return Finding.bad(
          check,
          "nobody has described a " + slot.boardType(),
          "describe it in board-configs/types");
    }
    UsbIdentities usb = type.usb();
    if (device.id().equals(usb.application().id())) {
      return device.serial().equals(slot.serial().value())
          ? Finding.good(check, "%s %s".formatted(slot.boardType(), slot.serial()))
          : Finding.bad(
              check,
              "the %s at port %s has serial \"%s\", and the rack file says %s"
                  .formatted(slot.boardType(), slot.port(), device.serial(), slot.serial()),
              "put the board back, or enrol the rack again");
    }
    boolean loads =
        Stream.of(Optional.of(usb.bootloader()), usb.bootloaderWithoutDrive(), usb.rom())
            .flatMap(Optional::stream)
            .anyMatch(i -> i.id().equals(device.id()));
    return loads
        ? Finding.doubtful(
            check, "is in its bootloader (" + device.id() + ")", "the next job flashes it")
        : Finding.bad(
            check,
            "port %s holds %s \"%s\", which is no %s"
                .formatted(slot.port(), device.id(), device.product(), slot.boardType()),
            "put the board back, or enrol the rack again");
  }

  private static void nodes(Host host, Slot slot, UsbDevice device, List<Finding> found) {
    String rule = RULE.formatted(slot.port(), slot.port());
    Stream.concat(device.ttys().stream(), device.disks().stream())
        .filter(node -> !(Files.isReadable(node) && Files.isWritable(node)))
        .forEach(node -> found.add(denied(host, slot, node, rule)));
    Stream.of(slot.fixture().resetLine(), slot.fixture().bootLine(), slot.usbData())
        .flatMap(Optional::stream)
        .flatMap(by -> file(by).stream())
        .map(host.root()::resolve)
        .filter(file -> !Files.isWritable(file))
        .forEach(
            file -> found.add(denied(host, slot, file, "create it, and let this user write it")));
  }

  private static Optional<String> file(SlotSwitch by) {
    return by instanceof SwitchFile file ? Optional.of(file.path()) : Optional.empty();
  }

  private static Finding denied(Host host, Slot slot, Path node, String fix) {
    return Finding.bad(
        "rights",
        "this user may not write %s of slot %s".formatted(host.named(node), slot.id()),
        fix);
  }
}
