package org.hilfarm.farm.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of a build on this machine's disk that are worth sending. */
public final class BuildFiles {
  /** The orchestrator takes no more; a build folder full of object files is filtered before. */
  private static final int MOST = 500;

  private static final List<String> ENDINGS = List.of(".uf2", ".bin", ".zip");

  private BuildFiles() {}

  /**
   * A file and what it is called in messages.
   *
   * @param name relative to what was given
   * @param path where it is
   */
  public record Named(String name, Path path) {}

  /** Finds them; a folder is searched for images and archives, a file is taken as it is. */
  public static List<Named> in(List<Path> sources) throws BadBuildException {
    List<Named> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path source : sources) {
      collect(source, found, problems);
    }
    if (found.size() > MOST) {
      problems.add(
          "%d images and archives were found; at most %d are taken".formatted(found.size(), MOST));
    }
    if (!problems.isEmpty()) {
      throw new BadBuildException(problems);
    }
    return found;
  }

  private static void collect(Path source, List<Named> found, List<String> problems) {
    if (Files.isDirectory(source)) {
      folder(source, found, problems);
    } else if (Files.isReadable(source)) {
      found.add(new Named(String.valueOf(source.getFileName()), source));
    } else {
      problems.add(source + ": " + (Files.exists(source) ? "cannot be read" : "does not exist"));
    }
  }

  private static void folder(Path folder, List<Named> found, List<String> problems) {
    int before = found.size();
    try (Stream<Path> all = Files.walk(folder, 8)) {
      all.filter(Files::isRegularFile)
          .filter(BuildFiles::interesting)
          .sorted()
          .forEach(p -> found.add(new Named(folder.relativize(p).toString(), p)));
    } catch (IOException | java.io.UncheckedIOException e) {
      problems.add(folder + ": cannot be read: " + e.getMessage());
      return;
    }
    if (found.size() == before) {
      problems.add(folder + ": holds no .uf2, .bin or .zip file");
    }
  }

  private static boolean interesting(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
