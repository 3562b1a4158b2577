package org.hilfarm.agent.board;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;

/**
 * What is plugged in where a slot's board should be, and what that means for giving it work.
 *
 * @param state READY, OFFLINE or QUARANTINED
 * @param reason in words
 */
public record Sighting(BoardState state, String reason) {

  /**
   * Judges one slot. A bootloader has no serial of its own that counts, so there the place alone
   * must do; the board is proven after flashing.
   */
  public static Sighting of(Slot slot, BoardType type, List<UsbDevice> plugged) {
    Optional<UsbDevice> here =
        plugged.stream().filter(d -> d.port().equals(slot.port())).findFirst();
    if (here.isEmpty()) {
      return new Sighting(BoardState.OFFLINE, missing(slot, plugged));
    }
    UsbDevice device = here.get();
    UsbIdentities ours = type.usb();
    if (device.id().equals(ours.application().id())) {
      return device.serial().equals(slot.serial().value())
          ? new Sighting(BoardState.READY, "its application is on port " + slot.port())
          : new Sighting(
              BoardState.QUARANTINED,
              "port %s has the board with serial \"%s\", not %s: it was moved or replaced"
                  .formatted(slot.port(), shown(device.serial()), slot.serial()));
    }
    if (loaders(ours).stream().anyMatch(loader -> loader.id().equals(device.id()))) {
      return new Sighting(BoardState.READY, "waits in its bootloader on port " + slot.port());
    }
    return new Sighting(
        BoardState.QUARANTINED,
        "port %s has a device %s (%s), which is no %s"
            .formatted(slot.port(), device.id(), shown(device.product()), slot.boardType()));
  }

  private static String missing(Slot slot, List<UsbDevice> plugged) {
    return plugged.stream()
        .filter(d -> d.serial().equals(slot.serial().value()))
        .findFirst()
        .map(
            d ->
                "nothing is plugged in at port %s; its board is at port %s: it was moved"
                    .formatted(slot.port(), d.port()))
        .orElseGet(
            () -> "nothing is plugged in at port " + slot.port() + widerDomain(slot, plugged));
  }

  /** A hub that is gone takes its boards with it, a controller its hubs: one thing to look at. */
  private static String widerDomain(Slot slot, List<UsbDevice> plugged) {
    String hub = slot.port().hub();
    String bus = slot.port().value().replaceFirst("-.*", "");
    if (hub.startsWith("usb") || plugged.stream().anyMatch(d -> d.port().value().equals(hub))) {
      return "";
    }
    return plugged.stream().anyMatch(d -> d.port().value().startsWith(bus + "-"))
        ? ": its hub %s is gone as well, look at that hub's cable and supply".formatted(hub)
        : ": nothing is left on bus %s, look at its hub's cable, and in the kernel's log whether its USB controller died"
            .formatted(bus);
  }

  private static List<UsbIdentity> loaders(UsbIdentities ours) {
    return Stream.of(Optional.of(ours.bootloader()), ours.bootloaderWithoutDrive(), ours.rom())
        .flatMap(Optional::stream)
        .toList();
  }

  /** USB strings come from a device; they are shown, never trusted. */
  private static String shown(String text) {
    return text.substring(0, Math.min(64, text.length())).replaceAll("[^\\x20-\\x7e]", ".");
  }
}
