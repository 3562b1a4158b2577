package org.hilfarm.farm.cli;

import java.util.Optional;
import org.hilfarm.model.plan.PullRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pull request is submitted. */
final class PullRequestOptions {
  @Option(
      names = "--pull-request",
      paramLabel = "NUMBER",
      description =
          "The pull request this is a build of. It goes before other runs, and takes the place of"
              + " the pull request's run that has not ended.")
  private @Nullable Integer number;

  @Option(names = "--commit", paramLabel = "SHA", description = "Its commit that was built.")
  private @Nullable String commit;

  @Option(
      names = "--repository",
      paramLabel = "OWNER/NAME",
      description = "Where the pull request is (default: adafruit/circuitpython).")
  private @Nullable String repository;

  /** Throws IllegalArgumentException with the rule that is broken. */
  Optional<PullRequest> pullRequest() {
    Integer said = number;
    String sha = commit;
    if (said == null) {
      if (sha != null || repository != null) {
        throw new IllegalArgumentException(
            "--commit and --repository are said of a pull request: say --pull-request NUMBER too");
      }
      return Optional.empty();
    }
    if (sha == null) {
      throw new IllegalArgumentException(
          "say with --commit SHA which commit of pull request %d this is".formatted(said));
    }
    String where = repository == null ? "adafruit/circuitpython" : repository;
    return Optional.of(new PullRequest(where, said, sha));
  }
}
