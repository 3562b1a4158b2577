package org.hilfarm.server.github;

import java.util.Optional;
import java.util.Set;
import org.hilfarm.server.github.check.CheckSettings;
import org.hilfarm.server.github.hook.HookSecrets;
import org.hilfarm.server.github.pull.GitHub;
import org.hilfarm.wire.config.GitHubRules;

/**
 * A farm's GitHub App.
 *
 * @param appId the App's number
 * @param secrets its webhooks are signed with
 * @param api the REST API's address, without a slash at its end
 * @param storage where else than at the API's host and in GitHub's own storage artifacts may lie,
 *     as {@code https://host}
 * @param gitHub is asked
 * @param rules for whom the farm works
 * @param checks how GitHub is told of it; empty: it is not
 */
public record GitHubSettings(
    long appId,
    HookSecrets secrets,
    String api,
    Set<String> storage,
    GitHub gitHub,
    GitHubRules rules,
    Optional<CheckSettings> checks) {
  /** A farm that hears of GitHub, and tells it nothing. */
  public GitHubSettings(
      long appId,
      HookSecrets secrets,
      String api,
      Set<String> storage,
      GitHub gitHub,
      GitHubRules rules) {
    this(appId, secrets, api, storage, gitHub, rules, Optional.empty());
  }

  /** The same that tells GitHub, too. */
  public GitHubSettings with(CheckSettings telling) {
    return new GitHubSettings(appId, secrets, api, storage, gitHub, rules, Optional.of(telling));
  }

  public GitHubSettings {
    storage = Set.copyOf(storage);
    if (appId < 1) {
      throw new IllegalArgumentException(
          "--github-app: must be the App's number, as its settings page says it");
    }
    if (!api.matches("https?://[^\\s/?#@]+(/[^\\s?#]*[^\\s?#/])?")) {
      throw new IllegalArgumentException(
          "--github-api: must be an address without a slash at its end, such as"
              + " https://api.github.com");
    }
  }
}
