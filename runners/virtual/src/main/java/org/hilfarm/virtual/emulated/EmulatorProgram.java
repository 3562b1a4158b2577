package org.hilfarm.virtual.emulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program that plays the chips of a rack.
 *
 * @param command how it is started
 * @param bootRom an image of the RP2040's boot ROM; where none is given the program plays its
 *     functions itself
 */
public record EmulatorProgram(List<String> command, Optional<Path> bootRom) {
  /** The size of the RP2040's ROM (RP2040 datasheet, 2.6.1). */
  private static final long ROM_BYTES = 16384;

  public EmulatorProgram {
    command = List.copyOf(command);
  }

  /** The same with an image of the boot ROM, which must have a ROM's size. */
  public EmulatorProgram withBootRom(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("the boot ROM image " + file + " cannot be read");
    }
    long size = Files.size(file);
    if (size != ROM_BYTES) {
      throw new IOException(
          "%s is no boot ROM of an RP2040: it has %d bytes instead of %d"
              .formatted(file, size, ROM_BYTES));
    }
    return new EmulatorProgram(command, Optional.of(file.toAbsolutePath()));
  }
}
