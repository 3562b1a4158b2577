package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The board types and scripts of a repository, to which others put suites and racks of their own.
 */
public final class Excerpt {
  private Excerpt() {}

  /** Copies them into a folder, which is made where there is none. */
  public static void write(Path folder, Path repository) throws IOException {
    for (String part : List.of("board-configs/types", "test-scripts")) {
      copy(repository.resolve(part), folder.resolve(part));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path each : all) {
      Path target = to.resolve(from.relativize(each).toString());
      if (Files.isDirectory(each)) {
        Files.createDirectories(target);
      } else {
        Files.copy(each, target);
      }
    }
  }
}
