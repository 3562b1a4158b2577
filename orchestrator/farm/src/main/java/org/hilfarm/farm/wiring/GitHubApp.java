package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.github.check.CheckSettings;
import org.hilfarm.server.github.check.LinkDoor;
import org.hilfarm.server.github.check.Pace;
import org.hilfarm.server.github.hook.HookSecrets;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.pull.LinkedGitHub;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.GitHubRules;

/** A farm's line to GitHub, as long as it is open. */
public final class GitHubApp implements AutoCloseable {
  private final GitHubLink link;
  private final GitHubSettings settings;

  /**
   * What was said of it.
   *
   * @param app the App's number
   * @param key the file with its private key
   * @param secrets files with its webhook's secrets
   * @param api the REST API's address
   * @param storage where artifacts may lie besides
   * @param farm where people find the farm
   */
  public record Said(
      long app, Path key, List<Path> secrets, String api, Set<String> storage, String farm) {
    public Said {
      secrets = List.copyOf(secrets);
      storage = Set.copyOf(storage);
    }
  }

  private GitHubApp(GitHubLink link, GitHubSettings settings) {
    this.link = link;
    this.settings = settings;
  }

  /** Opens it; asks nobody yet. Throws where a file is none. */
  public static GitHubApp open(Said said, Path repository) throws IOException, ConfigProblems {
    GitHubRules rules = GitHubRules.load(repository);
    HookSecrets secrets = HookSecrets.read(said.secrets());
    AppKey key = AppKey.read(Long.toString(said.app()), said.key());
    GitHubLink link = new GitHubLink(URI.create(said.api()), key, InstantSource.system());
    LinkedGitHub gitHub = new LinkedGitHub(link, InstantSource.system());
    try {
      GitHubSettings settings =
          new GitHubSettings(said.app(), secrets, said.api(), said.storage(), gitHub, rules);
      return new GitHubApp(link, settings.with(telling(said, link, rules)));
    } catch (IllegalArgumentException e) {
      link.close();
      throw e;
    }
  }

  private static CheckSettings telling(Said said, GitHubLink link, GitHubRules rules) {
    return new CheckSettings(
        new LinkDoor(link.checks(), InstantSource.system()),
        Pace.usual(),
        said.farm(),
        rules.boardChecks());
  }

  public GitHubSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    link.close();
  }
}
