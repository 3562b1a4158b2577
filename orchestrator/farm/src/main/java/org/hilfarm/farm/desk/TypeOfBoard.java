package org.hilfarm.farm.desk;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;

/**
 * Tells what type of board a USB device is: by its USB id, or because a person said so.
 *
 * @param types those that board-configs describes
 */
record TypeOfBoard(Collection<BoardType> types) {
  private static final String SAY = "say which type of board it is with --board BOARD_ID (";

  /** Throws IllegalArgumentException where nobody can tell. */
  BoardType of(UsbDevice device, Optional<BoardTypeId> said) {
    return said.isPresent() ? named(said.get(), device) : matching(device);
  }

  /** A person's word counts: its USB id may be one that board-configs does not know. */
  private BoardType named(BoardTypeId id, UsbDevice device) {
    return types.stream()
        .filter(t -> t.id().equals(id))
        .findFirst()
        .map(t -> seenAs(device, t))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no board type %s in board-configs/types; there are %s"
                        .formatted(id, ids(types.stream()))));
  }

  private BoardType matching(UsbDevice device) {
    List<BoardType> fitting =
        types.stream().filter(t -> t.usb().application().id().equals(device.id())).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    if (fitting.isEmpty() && types.stream().anyMatch(t -> isLoader(t.usb(), device.id()))) {
      throw new IllegalArgumentException(
          what(device) + " is a bootloader: reset the board so that it runs its firmware");
    }
    throw new IllegalArgumentException(
        fitting.isEmpty()
            ? "%s is no board that board-configs/types describes; if it runs CircuitPython, %s%s)"
                .formatted(what(device), SAY, ids(types.stream()))
            : "%s may be several boards; %s%s)"
                .formatted(what(device), SAY, ids(fitting.stream())));
  }

  private static BoardType seenAs(UsbDevice device, BoardType t) {
    UsbIdentities usb = t.usb();
    UsbIdentity seen = new UsbIdentity(device.id(), device.manufacturer(), device.product());
    return new BoardType(
        t.id(),
        t.family(),
        t.name(),
        new UsbIdentities(seen, usb.bootloader(), usb.bootloaderWithoutDrive(), usb.rom()),
        t.flash(),
        t.drive(),
        t.flashBytes(),
        t.application(),
        t.abilities(),
        t.i2c(),
        t.firmware());
  }

  private static boolean isLoader(UsbIdentities usb, UsbId id) {
    return Stream.of(Optional.of(usb.bootloader()), usb.bootloaderWithoutDrive(), usb.rom())
        .flatMap(Optional::stream)
        .anyMatch(i -> i.id().equals(id));
  }

  private static String what(UsbDevice device) {
    return "the device at port %s (%s \"%s\")"
        .formatted(device.port(), device.id(), device.product());
  }

  private static String ids(Stream<BoardType> types) {
    return types.map(t -> t.id().value()).sorted().collect(Collectors.joining(", "));
  }
}
