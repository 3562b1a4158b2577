package org.hilfarm.farm.wiring;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a farm's files are on this machine.
 *
 * @param repository the folder with board-configs and test-scripts
 * @param data what the farm itself writes
 */
public record Place(Path repository, Path data) {
  static final String ADDRESS = "address";

  /**
   * The usual folders: data in {@code HIL_FARM_DATA}, else {@code hil-farm} below {@code
   * XDG_DATA_HOME} or {@code ~/.local/share}.
   */
  public static Place of(Map<String, String> environment, Path home, Path repository) {
    return new Place(repository, data(environment, home));
  }

  /** The folders of this process. */
  public static Place here() {
    return of(
        System.getenv(),
        Path.of(System.getProperty("user.home", "/")),
        Path.of(System.getProperty("repository.root", "")).toAbsolutePath());
  }

  private static Path data(Map<String, String> environment, Path home) {
    @Nullable String own = environment.get("HIL_FARM_DATA");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    @Nullable String xdg = environment.get("XDG_DATA_HOME");
    return (xdg != null && !xdg.isBlank() ? Path.of(xdg) : home.resolve(".local/share"))
        .resolve("hil-farm");
  }

  /** Where the orchestrator on this machine says under which address it answers. */
  public Path addressFile() {
    return data.resolve(ADDRESS);
  }

  /** Where an orchestrator on this machine keeps the token for who submits. */
  public Path submitToken() {
    return data.resolve("tokens").resolve("submit");
  }

  /** Where an orchestrator on this machine keeps the token for who submits baselines. */
  public Path baselineToken() {
    return data.resolve("tokens").resolve("baseline");
  }

  /** Where an orchestrator on this machine keeps the token for who gives orders about boards. */
  public Path operatorToken() {
    return data.resolve("tokens").resolve("operator");
  }

  /** Where an orchestrator on this machine keeps the token for racks. */
  public Path rackToken() {
    return data.resolve("tokens").resolve("rack");
  }
}
