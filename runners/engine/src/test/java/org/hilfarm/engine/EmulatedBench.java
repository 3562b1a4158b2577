package org.hilfarm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.DrivenPin;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/** A rack of so many emulated boards, which share one emulator, and work for each. */
final class EmulatedBench implements AutoCloseable {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository.root"));

  private final VirtualRack rack;
  private final List<VirtualBench> boards;

  EmulatedBench(Path folder, int boards, EmulatorProgram program) throws Exception {
    Configs configs = Configs.load(REPOSITORY);
    Rack own = Objects.requireNonNull(configs.racks().get(new RackId("emulated")));
    List<Slot> slots =
        IntStream.rangeClosed(1, boards).mapToObj(n -> slot(own.slots().getFirst(), n)).toList();
    this.rack =
        VirtualRack.start(
            folder.resolve("rack"),
            new Rack(own.id(), slots),
            configs.types(),
            CircuitPython.factory(Tools.here(), Files.createDirectories(folder.resolve("python"))),
            VirtualRackOptions.real().withEmulator(program));
    this.boards = slots.stream().map(s -> new VirtualBench(folder, configs, s, rack)).toList();
  }

  private static Slot slot(Slot like, int number) {
    String id = "emulated-" + number;
    return new Slot(
            new SlotId(id),
            new PortPath("1-1." + number),
            like.boardType(),
            new BoardSerial("E661A4D1E00001%02X".formatted(number)),
            like.abilities(),
            Optional.of(new SwitchFile("run/hil/slots/" + id + "/usb_data", "1", "0")),
            like.i2cTarget(),
            true)
        .withFixture(fixture(id))
        .withDebugUart(new DebugUart("dev/serial/by-path/" + id, DebugUart.USUAL_BAUD));
  }

  private static Fixture fixture(String slot) {
    String folder = "run/hil/slots/" + slot;
    return new Fixture(
        Optional.of(new DrivenPin("GPIO10", new SwitchFile(folder + "/pins", "10 1", "10 0"))),
        Optional.of(new SwitchFile(folder + "/reset", "1", "0")));
  }

  /** One of the boards, from 0. */
  VirtualBench board(int number) {
    return boards.get(number);
  }

  /** A firmware of the emulator's own. */
  static Path firmware(String name) {
    return REPOSITORY.resolve("runners/virtual/emulator/firmware").resolve(name + ".uf2");
  }

  @Override
  public void close() throws IOException {
    rack.close();
  }
}
