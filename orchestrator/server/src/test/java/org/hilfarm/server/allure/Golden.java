package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares a folder with the golden one; {@code -Dgolden.update=true} rewrites the golden one. */
final class Golden {
  private static final Path HOME =
      Path.of(
          System.getProperty("repository.root"), "orchestrator/server/src/test/resources/golden");

  private Golden() {}

  static void compare(String name, Path seen) throws IOException {
    Path golden = HOME.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Folders.delete(golden);
      Files.createDirectories(golden);
      for (var file : files(seen).entrySet()) {
        Files.writeString(golden.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(files(seen)).isEqualTo(files(golden));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
