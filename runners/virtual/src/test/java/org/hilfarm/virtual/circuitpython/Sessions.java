package org.hilfarm.virtual.circuitpython;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.emulated.EmulatedBench;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.emulated.PowerOn;

/**
 * For whoever mends the virtual Pico: {@code record FIRMWARE.uf2 SESSION RECORDING} plays a session
 * to real firmware on an emulated chip, {@code compare RECORDING...} plays recordings to a virtual
 * board and prints where it said something else.
 */
final class Sessions {
  private static final int RATE = 10;

  /** What a rack of emulated boards has at the pins of board.I2C(). */
  private static final PowerOn.Bus BUS =
      new PowerOn.Bus(4, 5, List.of(new I2cTarget(0x76, 0xd0, 0x58)));

  private Sessions() {}

  /** Ends with 1 where a board said something else. */
  public static void main(String[] args) throws Exception {
    List<String> arguments = List.of(args);
    switch (arguments.getFirst()) {
      case "record" -> record(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
      case "compare" -> {
        for (String recording : arguments.subList(1, arguments.size())) {
          System.out.println("######## " + recording);
          compare(Path.of(recording)).forEach(System.out::println);
        }
      }
      case "emulate" -> {
        for (String recording : arguments.subList(2, arguments.size())) {
          System.out.println("######## " + recording);
          emulate(Path.of(args[1]), Path.of(recording)).forEach(System.out::println);
        }
      }
      default -> throw new IllegalArgumentException("record, compare or emulate, not " + args[0]);
    }
    System.exit(0);
  }

  private static void record(Path uf2, Path session, Path to) throws Exception {
    Path folder = Files.createTempDirectory("recorder");
    EmulatorProgram program = EmulatorProgram.here().orElseThrow();
    try (EmulatedBench board = new EmulatedBench(program, uf2, folder, Optional.of(BUS))) {
      Session plan = Session.parse(Files.readString(session, ISO_8859_1));
      Files.writeString(to, new Recorder(board).record(plan));
    } finally {
      Files.deleteIfExists(folder.resolve("flash.bin"));
      Files.delete(folder);
    }
  }

  private static List<Replay.Difference> emulate(Path uf2, Path file) throws Exception {
    Path folder = Files.createTempDirectory("replay");
    Recording recording = Recording.parse(Files.readString(file));
    EmulatedReplay replay = new EmulatedReplay(uf2, folder);
    return replay.play(recording, Known.of(file.getFileName().toString(), replay.version()));
  }

  private static List<Replay.Difference> compare(Path file) throws Exception {
    Path work = Files.createTempDirectory("modules");
    Path drive = Files.createTempDirectory("drive");
    Recording recording = Recording.parse(Files.readString(file));
    TestBoard.Settings settings =
        TestBoard.Settings.pico(drive)
            .rate(RATE)
            .banner(recording.firmware())
            .i2c(new I2cTarget(0x76, 0xd0, 0x58));
    try (TestBoard board = new TestBoard(CircuitPython.factory(Tools.here(), work), settings)) {
      return new Replay(board, step -> false, s -> s).play(recording);
    }
  }
}
