package org.hilfarm.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the outside programs are: where {@code ./farm setup} put what it proved to run, or on the
 * PATH. Any thread may use it.
 *
 * @param folders searched in order
 */
public record Tools(List<Path> folders) {
  public Tools {
    folders = List.copyOf(folders);
  }

  /**
   * The folders of this process' environment: {@code bin} below the farm's cache ({@code
   * HIL_FARM_CACHE}, else {@code hil-farm} below {@code XDG_CACHE_HOME} or {@code ~/.cache}), then
   * the PATH's.
   */
  public static Tools of(Map<String, String> environment, Path home) {
    List<Path> folders = new ArrayList<>();
    folders.add(cache(environment, home).resolve("bin"));
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    return new Tools(folders);
  }

  /** The tools of this process' own environment. */
  public static Tools here() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }

  /** The farm's cache folder. */
  public static Path cache(Map<String, String> environment, Path home) {
    @Nullable String own = environment.get("HIL_FARM_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    @Nullable String xdg = environment.get("XDG_CACHE_HOME");
    return (xdg != null && !xdg.isBlank() ? Path.of(xdg) : home.resolve(".cache"))
        .resolve("hil-farm");
  }

  /** The program of this name. */
  public Path find(String tool) throws ToolMissingException {
    for (Path folder : folders) {
      Path candidate = folder.resolve(tool);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new ToolMissingException(tool);
  }
}
