package org.hilfarm.farm.commission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.hilfarm.model.board.RackId;

/**
 * Where a rack file goes. Refused before a port is touched: nobody walks a host for nothing.
 *
 * @param file the file
 */
public record RackFileSpot(Path file) {

  /**
   * Throws IllegalArgumentException, which says what to do, where it cannot be written there.
   *
   * @param force whether a file that is there may be replaced
   */
  public static RackFileSpot of(Path said, RackId rack, boolean force) {
    Path file = said.toAbsolutePath().normalize();
    if (!String.valueOf(file.getFileName()).equals(rack + ".yaml")) {
      throw new IllegalArgumentException(
          "%s: the file of rack %s is called %s.yaml".formatted(said, rack, rack));
    }
    Path folder = file.resolveSibling("");
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          said + ": there is no folder " + folder + " that can be written to");
    }
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (there && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(said + ": is no plain file, and is left alone");
    }
    if (there && !force) {
      throw new IllegalArgumentException(
          said + ": is there already; say --force to replace it, or --file for another place");
    }
    return new RackFileSpot(file);
  }

  /** Writes it as a whole or not at all. */
  void write(String text) throws IOException {
    Path aside = Files.createTempFile(file.resolveSibling(""), ".enrol", ".yaml");
    try {
      Files.writeString(aside, text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
