package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.farm.wiring.GitHubApp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The farm's GitHub App: all of it, or nothing. */
final class GitHubOptions {
  @Option(
      names = "--github-app",
      paramLabel = "ID",
      description =
          "The GitHub App's number; whose builds are tested is in board-configs/github.yaml.")
  private @Nullable Long app;

  @Option(
      names = "--github-key",
      paramLabel = "FILE",
      description = "The App's private key, as GitHub hands it out.")
  private @Nullable Path key;

  @Option(
      names = "--github-secret",
      paramLabel = "FILE",
      description =
          "The secret of the App's webhook; while it is changed say both, one after the"
              + " other.")
  private List<Path> secrets = new ArrayList<>();

  @Option(
      names = "--github-api",
      paramLabel = "URL",
      description = "The REST API (default: ${DEFAULT-VALUE}).")
  private String api = "https://api.github.com";

  @Option(
      names = "--github-storage",
      paramLabel = "ORIGIN",
      description =
          "Where artifacts of another GitHub than github.com may lie besides, such as"
              + " https://storage.example.")
  private Set<String> storage = new LinkedHashSet<>();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Where people find this farm; its checks at GitHub link there.")
  private @Nullable String farm;

  /** Empty where none is said; throws where only a part is. */
  Optional<GitHubApp.Said> said() {
    if (app == null && key == null && secrets.isEmpty()) {
      return Optional.empty();
    }
    if (app == null || key == null || secrets.isEmpty()) {
      throw new IllegalArgumentException(
          "--github-app, --github-key and --github-secret: say all three, or none");
    }
    if (farm == null || farm.isBlank()) {
      throw new IllegalArgumentException(
          "--public-url: say where people find this farm, such as https://farm.example: its checks"
              + " at GitHub link there");
    }
    return Optional.of(new GitHubApp.Said(app, key, secrets, api, storage, farm));
  }
}
