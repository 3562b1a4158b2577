package org.hilfarm.farm.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A demonstration's folder. Afterwards only its reports stay, until the next few demonstrations.
 *
 * @param path where it is
 */
public record DemoFolder(Path path) implements AutoCloseable {
  private static final String KEPT = "reports";
  private static final int KEPT_FOLDERS = 5;

  /** A new folder below the farm's data. */
  public static DemoFolder make(Path data) throws IOException {
    Path all = Files.createDirectories(data.resolve("demo"));
    List<Path> old;
    try (Stream<Path> children = Files.list(all)) {
      old = children.filter(DemoFolder::holdsReportsOnly).sorted(newestFirst()).toList();
    }
    for (Path each : old.subList(Math.min(KEPT_FOLDERS, old.size()), old.size())) {
      delete(each);
    }
    return new DemoFolder(Files.createTempDirectory(all, "demo-"));
  }

  /** A folder with more in it is another demonstration's that still runs. */
  private static boolean holdsReportsOnly(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.allMatch(c -> c.getFileName().toString().equals(KEPT));
    } catch (IOException e) {
      return false;
    }
  }

  private static Comparator<Path> newestFirst() {
    return Comparator.comparing((Path p) -> p.toFile().lastModified()).reversed();
  }

  @Override
  public void close() throws IOException {
    List<Path> children;
    try (Stream<Path> all = Files.list(path)) {
      children = all.filter(c -> !c.getFileName().toString().equals(KEPT)).toList();
    }
    for (Path child : children) {
      delete(child);
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
