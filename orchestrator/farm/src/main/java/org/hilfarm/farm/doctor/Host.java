package org.hilfarm.farm.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.Rack;
import org.hilfarm.process.Tools;

/**
 * A host that is looked at.
 *
 * @param root its root: {@code /}, or the folder of a virtual rack
 * @param data where the agent keeps images and reports
 * @param rack its rack file, where one is given
 * @param tools the outside programs
 */
public record Host(Path root, Path data, Optional<Rack> rack, Tools tools) {
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_FILES = 10_000;

  /** Whether it is this machine and no virtual rack. */
  boolean real() {
    return root.equals(Path.of("/"));
  }

  /** The text of a small file below the root, stripped; empty where there is none. */
  Optional<String> text(String path) {
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      return Optional.of(
          new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1).strip());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** What is in a folder below the root; nothing where there is no such folder. */
  List<Path> in(String folder, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve(folder), glob)) {
      for (Path path : stream) {
        if (found.size() < MOST_FILES) {
          found.add(path);
        }
      }
    } catch (IOException | DirectoryIteratorException none) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  /** A path below the root as the host itself calls it. */
  String named(Path path) {
    return real() ? path.toString() : "/" + root.relativize(path);
  }
}
