package org.hilfarm.virtual.rack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.meter.VirtualPpk2;
import org.hilfarm.virtual.power.PortPower;
import org.hilfarm.virtual.power.Supplies;
import org.hilfarm.virtual.power.Switches;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.tree.Folders;
import org.hilfarm.virtual.tree.RackTree;

/**
 * A rack of virtual boards: a folder that drivers take for a host's root, filled by the boards of
 * this process. What is in the boards' flash, nvm and drives outlasts it. Any thread may use it.
 */
public final class VirtualRack implements AutoCloseable {
  private final RackTree tree;
  private final KernelEvents events;
  private final Map<SlotId, VirtualBoard> boards = new HashMap<>();
  private final List<VirtualPpk2> meters = new ArrayList<>();
  private Optional<BoardMaker> maker = Optional.empty();

  private VirtualRack(RackTree tree, KernelEvents events) {
    this.tree = tree;
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
    VirtualRack started = new VirtualRack(tree, events(rack, tree));
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
    maker = Optional.of(new BoardMaker(rack, tree, events, types, firmware, options));
    for (Slot slot : rack.slots()) {
      boards.put(slot.id(), maker.get().make(slot));
    }
    wire(rack, options.faults());
    boards.values().forEach(board -> board.power(true));
  }

  private void wire(Rack rack, FaultPlan faults) throws IOException {
    HostTools.install(tree.root());
    Switches switches = new Switches();
    PortPower power = new PortPower(tree);
    List<HubPort> ports = new ArrayList<>();
    for (Slot slot : rack.slots()) {
      VirtualBoard board = board(slot.id());
      Supplies supplies = new Supplies(slot.powerMeter().isPresent(), board::power);
      HubPort port = new HubPort(slot.port(), board, supplies);
      ports.add(port);
      power.wire(switches, slot.port(), on -> port.switched(on, faults, tree, ports));
      wire(slot, board, supplies, switches);
    }
    switches.watch(events);
  }

  private void wire(Slot slot, VirtualBoard board, Supplies supplies, Switches switches)
      throws IOException {
    if (slot.powerMeter().isPresent()) {
      Path node = tree.root().resolve(slot.powerMeter().get().device()).normalize();
      meters.add(
          new VirtualPpk2(
              node, events, () -> supplies.fromMeter() ? board.microamps() : 0, supplies::meter));
    }
    if (slot.usbData().isPresent()) {
      SwitchFile data = slot.usbData().get();
      Path file = tree.root().resolve(data.path()).normalize();
      Files.createDirectories(file.getParent());
      Files.writeString(file, data.on() + "\n");
      switches.wire(file, text -> lines(board, supplies, text.equals(data.on())));
    }
    Path folder = tree.run().resolve("slots").resolve(slot.id().value());
    new Fingers(tree.root(), folder, slot.fixture()).wire(switches, board, supplies);
  }

  private static void lines(VirtualBoard board, Supplies supplies, boolean whole) {
    supplies.lines(whole);
    board.data(whole);
  }

  private VirtualBoard board(SlotId slot) {
    VirtualBoard board = boards.get(slot);
    if (board == null) {
      throw new IllegalArgumentException("this rack has no slot " + slot);
    }
    return board;
  }

  /** The folder that drivers take for the root. */
  public Path root() {
    return tree.root();
  }

  /** Adds a fault to come, to whichever board it is for. */
  public void plant(PlannedFault fault) {
    boards.values().forEach(board -> board.faults().plant(fault));
  }

  /** The faults still to come, of all boards. */
  public List<PlannedFault> faultsAhead() {
    return boards.values().stream().flatMap(board -> board.faults().ahead().stream()).toList();
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
    for (VirtualPpk2 meter : meters) {
      try {
        meter.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    boards.clear();
    maker.ifPresent(BoardMaker::close);
    events.close();
    Folders.delete(BoardMaker.clocks(tree));
    tree.close();
    if (!failures.isEmpty()) {
      failures.subList(1, failures.size()).forEach(failures.getFirst()::addSuppressed);
      throw failures.getFirst();
    }
  }
}
