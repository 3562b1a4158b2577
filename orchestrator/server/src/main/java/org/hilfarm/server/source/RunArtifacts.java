package org.hilfarm.server.source;

import java.util.List;
import java.util.Set;

/**
 * The artifacts of a pull request's builds.
 *
 * @param api the REST API's address, without a slash at its end
 * @param repository {@code owner/name}
 * @param runs the build that is tested, then those before it, the newest first: a board that a
 *     later one did not build is what an earlier one made of it
 * @param storage further places a download may be redirected to, as {@code https://host}, where the
 *     API is not GitHub's own
 * @param token may read them; given to the API only, never to the storage
 */
public record RunArtifacts(
    String api, String repository, List<Long> runs, Set<String> storage, String token) {
  public RunArtifacts {
    runs = List.copyOf(runs);
    storage = Set.copyOf(storage);
    if (runs.isEmpty() || !token.matches("[!-~]{1,1000}")) {
      throw new IllegalArgumentException("a run and a token on one line are needed");
    }
  }

  @Override
  public String toString() {
    return "artifacts of runs %s of %s".formatted(runs, repository);
  }
}
