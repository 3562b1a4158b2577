package org.hilfarm.server.runapi;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hilfarm.model.plan.PullRequest;

/** What a submission's fields say of a pull request: all of it, or nothing. */
final class PullRequestFields {
  static final String NUMBER = "pull-request";
  static final String COMMIT = "commit";
  static final String REPOSITORY = "repository";
  static final Set<String> ALL = Set.of(NUMBER, COMMIT, REPOSITORY);

  private static final String USUAL_REPOSITORY = "adafruit/circuitpython";
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private PullRequestFields() {}

  /** Throws IllegalArgumentException with the rule that is broken. */
  static Optional<PullRequest> in(Map<String, String> said) {
    Optional<String> number = Optional.ofNullable(said.get(NUMBER)).map(String::strip);
    Optional<String> commit = Optional.ofNullable(said.get(COMMIT)).map(String::strip);
    if (number.isEmpty()) {
      require(
          commit.isEmpty() && !said.containsKey(REPOSITORY),
          "pull-request: a commit and a repository are said of a pull request; say its number too");
      return Optional.empty();
    }
    require(WHOLE.matcher(number.get()).matches(), "pull-request: must be a number, such as 10432");
    require(commit.isPresent(), "commit: say which commit of the pull request this is");
    return Optional.of(
        new PullRequest(
            said.getOrDefault(REPOSITORY, USUAL_REPOSITORY).strip(),
            Integer.parseInt(number.get()),
            commit.get()));
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw new IllegalArgumentException(rule);
    }
  }
}
