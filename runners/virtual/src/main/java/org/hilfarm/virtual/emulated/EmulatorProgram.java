package org.hilfarm.virtual.emulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;

/**
 * The program that plays the chips of a rack.
 *
 * @param command how it is started
 * @param bootRom an image of the RP2040's boot ROM; where none is given the program plays its
 *     functions itself
 * @param atOnce how many of it a rack may start, each with some of the chips
 */
public record EmulatorProgram(List<String> command, Optional<Path> bootRom, int atOnce) {
  /** The size of the RP2040's ROM (RP2040 datasheet, 2.6.1). */
  private static final long ROM_BYTES = 16384;

  public EmulatorProgram {
    command = List.copyOf(command);
  }

  /** One that plays all chips of a rack. */
  public EmulatorProgram(List<String> command, Optional<Path> bootRom) {
    this(command, bootRom, 1);
  }

  /**
   * The one that {@code ./farm setup} put into the farm's cache; empty where it could not.
   *
   * @param tools knows where Node is
   * @param cache the farm's cache folder
   */
  public static Optional<EmulatorProgram> installed(Tools tools, Path cache) {
    Path main = cache.resolve("tools/emulator/src/main.mjs");
    try {
      return Files.isReadable(main)
          ? Optional.of(
              new EmulatorProgram(
                  List.of(tools.find("node").toString(), main.toString()),
                  Optional.empty(),
                  Runtime.getRuntime().availableProcessors()))
          : Optional.empty();
    } catch (ToolMissingException e) {
      return Optional.empty();
    }
  }

  /** The same of this process' own environment. */
  public static Optional<EmulatorProgram> here() {
    return installed(
        Tools.here(), Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/"))));
  }

  /**
   * The same with an image of the boot ROM. Throws IllegalArgumentException where the file is none,
   * told by its size.
   */
  public EmulatorProgram withBootRom(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("the boot ROM image " + file + " cannot be read");
    }
    long size = Files.size(file);
    if (size != ROM_BYTES) {
      throw new IllegalArgumentException(
          "%s is no boot ROM of an RP2040: it has %d bytes instead of %d"
              .formatted(file, size, ROM_BYTES));
    }
    return new EmulatorProgram(command, Optional.of(file.toAbsolutePath()), atOnce);
  }
}
