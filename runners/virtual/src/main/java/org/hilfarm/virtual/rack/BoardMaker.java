package org.hilfarm.virtual.rack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.time.Ticker;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.board.Firmware;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.emulated.BootButton;
import org.hilfarm.virtual.emulated.ChipLink;
import org.hilfarm.virtual.emulated.EmulatedChip;
import org.hilfarm.virtual.emulated.EmulatedTime;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.emulated.Emulators;
import org.hilfarm.virtual.emulated.PowerOn;
import org.hilfarm.virtual.flash.RunningImage;
import org.hilfarm.virtual.life.Application;
import org.hilfarm.virtual.life.Life;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.tree.Folders;
import org.hilfarm.virtual.tree.RackTree;
import org.hilfarm.virtual.usb.DiskWatch;
import org.hilfarm.virtual.usb.UsbPlug;

/**
 * Makes the boards of a rack: virtual ones, and emulated ones, which share the rack's emulators.
 */
final class BoardMaker implements AutoCloseable {
  private final Rack rack;
  private final RackTree tree;
  private final KernelEvents events;
  private final Map<BoardTypeId, BoardType> types;
  private final Firmware.Factory firmware;
  private final VirtualRackOptions options;
  private final DiskWatch disks;
  private final RackTime time;
  private final Optional<Emulators> emulators;

  BoardMaker(
      Rack rack,
      RackTree tree,
      KernelEvents events,
      Map<BoardTypeId, BoardType> types,
      Firmware.Factory firmware,
      VirtualRackOptions options)
      throws IOException {
    this.rack = rack;
    this.tree = tree;
    this.events = events;
    this.types = types;
    this.firmware = firmware;
    this.options = options;
    this.disks = new DiskWatch(events, tree.dev());
    this.time = new RackTime(Ticker.system(), options.rate());
    Files.createDirectories(clocks(tree));
    this.emulators =
        emulated() == 0
            ? Optional.empty()
            : Optional.of(Emulators.start(rack.id().value(), program(), emulated()));
  }

  private int emulated() {
    return (int) rack.slots().stream().filter(Slot::emulated).count();
  }

  private EmulatorProgram program() throws IOException {
    return options
        .emulator()
        .orElseThrow(
            () ->
                new IOException(
                    "rack %s has emulated boards, but there is no emulator to play them; run"
                            .formatted(rack.id())
                        + " ./farm setup, which says what it lacks"));
  }

  /** Where the boards' clocks are published. */
  static Path clocks(RackTree tree) {
    return tree.run().resolve("clock");
  }

  VirtualBoard make(Slot slot) throws IOException {
    BoardType type = types.get(slot.boardType());
    if (type == null) {
      throw new IOException(
          "slot %s of rack %s holds a %s, a board type nobody has described"
              .formatted(slot.id(), rack.id(), slot.boardType()));
    }
    BoardParts parts = new BoardParts(slot, type, tree.run().resolve("boards"), options);
    Path clock = clocks(tree).resolve(slot.port().value());
    if (emulators.isPresent() && slot.emulated()) {
      EmulatedTime own = new EmulatedTime(clock, Ticker.system(), emulators.get().sharing());
      return board(slot, parts, own, emulatedApplications(slot, parts, own));
    }
    Folders.replace(clock, time.published().getBytes(US_ASCII));
    return board(slot, parts, time, virtualApplications(parts));
  }

  private VirtualBoard board(
      Slot slot, BoardParts parts, BoardTime own, VirtualBoard.Applications applications)
      throws IOException {
    return new VirtualBoard(
        slot,
        parts,
        own,
        applications,
        (port, board, workshop) -> new UsbPlug(port, tree, events, disks, board, workshop),
        DebugWire.of(slot, tree.root(), events));
  }

  private VirtualBoard.Applications virtualApplications(BoardParts parts) {
    return (board, cause) ->
        parts
            .image()
            .filter(RunningImage::starts)
            .map(
                image ->
                    (Life) new Application(board, firmware, cause, image, parts.takeReturning()));
  }

  /** Half an image is not started either: as if somebody held the boot ROM's button. */
  private VirtualBoard.Applications emulatedApplications(
      Slot slot, BoardParts parts, EmulatedTime own) throws IOException {
    ChipLink link = emulators.orElseThrow().nextChip();
    BootButton button = new BootButton();
    PowerOn how = PowerOn.of(slot, parts.type(), parts.flashFile(), program().bootRom());
    return (board, cause) ->
        button.letGo() || !parts.flash().whole()
            ? Optional.empty()
            : Optional.of(
                new EmulatedChip(
                    board,
                    link,
                    own,
                    cause == ResetCause.UF2_LOADED ? how.afterBootsel() : how,
                    button));
  }

  /** Ends the emulators. */
  @Override
  public void close() {
    emulators.ifPresent(Emulators::close);
  }
}
