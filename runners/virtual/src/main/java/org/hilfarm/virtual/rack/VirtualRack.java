package org.hilfarm.virtual.rack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.time.Ticker;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.power.PortPower;
import org.hilfarm.virtual.power.Switches;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.tree.Folders;
import org.hilfarm.virtual.tree.RackTree;
import org.hilfarm.virtual.usb.DiskWatch;
import org.hilfarm.virtual.usb.UsbPlug;

/**
 * A rack of virtual boards: a folder that drivers take for a host's root, filled by the boards of
 * this process. What is in the boards' flash, nvm and drives outlasts it. Any thread may use it.
 */
public final class VirtualRack implements AutoCloseable {
  private final RackTree tree;
  private final RackTime time;
  private final KernelEvents events;
  private final Map<SlotId, VirtualBoard> boards = new HashMap<>();

  private VirtualRack(RackTree tree, RackTime time, KernelEvents events) {
    this.tree = tree;
    this.time = time;
    this.events = events;
  }

  /**
   * Fills the folder and switches all boards on.
   *
   * @param root the folder, new or of an earlier virtual rack
   * @param rack which boards are where
   * @param types the types of those boards
   * @param firmware what runs on them
   */
  public static VirtualRack start(
      Path root,
      Rack rack,
      Map<BoardTypeId, BoardType> types,
      Firmware.Factory firmware,
      VirtualRackOptions options)
      throws IOException {
    RackTree tree =
        RackTree.prepare(root, rack.slots().stream().map(Slot::port).collect(Collectors.toSet()));
    RackTime time = new RackTime(Ticker.system(), options.rate());
    VirtualRack started = new VirtualRack(tree, time, events(rack, tree));
    try {
      started.fill(rack, types, firmware, options);
      return started;
    } catch (IOException | RuntimeException e) {
      started.closeAfter(e);
      throw e;
    }
  }

  private static KernelEvents events(Rack rack, RackTree tree) throws IOException {
    try {
      return new KernelEvents(rack.id().value());
    } catch (IOException e) {
      tree.close();
      throw e;
    }
  }

  private void fill(
      Rack rack,
      Map<BoardTypeId, BoardType> types,
      Firmware.Factory firmware,
      VirtualRackOptions options)
      throws IOException {
    Files.createDirectories(clocks());
    DiskWatch disks = new DiskWatch(events, tree.dev());
    for (Slot slot : rack.slots()) {
      BoardType type = types.get(slot.boardType());
      if (type == null) {
        throw new IOException(
            "slot %s of rack %s holds a %s, a board type nobody has described"
                .formatted(slot.id(), rack.id(), slot.boardType()));
      }
      BoardParts parts = new BoardParts(slot, type, tree.run().resolve("boards"), options);
      boards.put(
          slot.id(),
          new VirtualBoard(
              slot,
              parts,
              time,
              firmware,
              (port, board, workshop) -> new UsbPlug(port, tree, events, disks, board, workshop)));
      Folders.replace(clocks().resolve(slot.port().value()), time.published().getBytes(US_ASCII));
    }
    wire(rack);
    boards.values().forEach(board -> board.power(true));
  }

  private void wire(Rack rack) throws IOException {
    Switches switches = new Switches();
    PortPower power = new PortPower(tree);
    for (Slot slot : rack.slots()) {
      VirtualBoard board = board(slot.id());
      power.wire(switches, slot.port(), board::power);
      if (slot.usbData().isPresent()) {
        SwitchFile data = slot.usbData().get();
        Path file = tree.root().resolve(data.path()).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, data.on() + "\n");
        switches.wire(file, text -> board.data(text.equals(data.on())));
      }
    }
    switches.watch(events);
  }

  private VirtualBoard board(SlotId slot) {
    VirtualBoard board = boards.get(slot);
    if (board == null) {
      throw new IllegalArgumentException("this rack has no slot " + slot);
    }
    return board;
  }

  private Path clocks() {
    return tree.run().resolve("clock");
  }

  /** The folder that drivers take for the root. */
  public Path root() {
    return tree.root();
  }

  /** Adds a fault to come, to whichever board it is for. */
  public void plant(PlannedFault fault) {
    boards.values().forEach(board -> board.faults().plant(fault));
  }

  private void closeAfter(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Switches all boards off; no thread, port or device node is left. */
  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    boards.values().forEach(board -> board.power(false));
    for (VirtualBoard board : boards.values()) {
      try {
        board.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    boards.clear();
    events.close();
    Folders.delete(clocks());
    tree.close();
    if (!failures.isEmpty()) {
      failures.subList(1, failures.size()).forEach(failures.getFirst()::addSuppressed);
      throw failures.getFirst();
    }
  }
}
