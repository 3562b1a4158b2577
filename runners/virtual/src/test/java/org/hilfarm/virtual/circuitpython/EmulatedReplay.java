package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.virtual.emulated.EmulatedBench;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.emulated.PowerOn;

/** Plays recordings to real firmware on an emulated chip. */
final class EmulatedReplay {
  private static final List<I2cTarget> TARGETS =
      List.of(new I2cTarget(0x76, 0xd0, 0x58), new I2cTarget(0x3c, 0, 0));

  private final Path uf2;
  private final Path folder;
  private final Banner banner;

  /**
   * Of a firmware.
   *
   * @param folder the chip's flash is kept there
   */
  EmulatedReplay(Path uf2, Path folder) throws IOException {
    this.uf2 = uf2;
    this.folder = folder;
    this.banner =
        Banner.in(EmulatedBench.image(uf2))
            .orElseThrow(() -> new IOException(uf2 + " is no CircuitPython: it has no banner"));
  }

  /** Of which version it is. */
  String version() {
    return banner.version();
  }

  /** The recording's differences from what this firmware says on an emulated chip. */
  List<Replay.Difference> play(Recording recording, List<Known> known) throws Exception {
    EmulatorProgram program = EmulatorProgram.here().orElseThrow();
    try (EmulatedBench board =
        new EmulatedBench(program, uf2, folder, Optional.of(bus(recording)))) {
      return new Replay(
              board,
              step -> Known.leftOut(known, step),
              text -> Known.expected(known, here(recording, text)),
              text -> Known.heard(known, text))
          .play(recording);
    }
  }

  /** The recorded bench had its devices at these pins. */
  private static PowerOn.Bus bus(Recording recording) {
    boolean first = recording.types("I2C(board.GP1, board.GP0");
    return new PowerOn.Bus(first ? 0 : 4, first ? 1 : 5, TARGETS);
  }

  private String here(Recording recording, String text) {
    Banner there = recording.firmware();
    return text.replace(there.version(), banner.version()).replace(there.date(), banner.date());
  }
}
