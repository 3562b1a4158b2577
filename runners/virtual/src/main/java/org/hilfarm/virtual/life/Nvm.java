package org.hilfarm.virtual.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hilfarm.model.board.Family;
import org.hilfarm.virtual.tree.Folders;

/** {@code microcontroller.nvm} in a file; erased (0xFF) where there is none yet. */
final class Nvm {
  private Nvm() {}

  /** The sizes are CircuitPython's (CIRCUITPY_INTERNAL_NVM_SIZE of the ports). */
  private static int size(Family family) {
    return switch (family) {
      case ESP32S2, NRF52840 -> 8192;
      case RP2040 -> 4096;
    };
  }

  static byte[] load(Path file, Family family) {
    int size = size(family);
    byte[] erased = new byte[size];
    Arrays.fill(erased, (byte) 0xFF);
    try {
      byte[] kept = Files.exists(file) ? Files.readAllBytes(file) : erased;
      return kept.length == size ? kept : erased;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  static void save(Path file, byte[] contents) throws IOException {
    Folders.replace(file, contents);
  }
}
