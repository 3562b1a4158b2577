package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of emulated boards. */
final class EmulatorOptions {
  @Option(
      names = "--bootrom",
      paramLabel = "FILE",
      description =
          "An image of the RP2040's boot ROM (16384 bytes) for emulated boards; without one the"
              + " emulator plays what firmware needs of it.")
  private @Nullable Path bootRom;

  /** These options with the emulator, where there is one. */
  VirtualRackOptions in(VirtualRackOptions options) throws IOException {
    Optional<EmulatorProgram> program = EmulatorProgram.here();
    if (program.isEmpty()) {
      return options;
    }
    return options.withEmulator(
        bootRom == null ? program.get() : program.get().withBootRom(bootRom));
  }
}
