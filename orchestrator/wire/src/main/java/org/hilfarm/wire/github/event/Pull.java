package org.hilfarm.wire.github.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * A pull request, as events and {@code GET /repos/{owner}/{repo}/pulls/{number}} say it.
 *
 * @param number its own
 * @param state open or closed
 * @param merged whether it was merged; said only where one is asked for
 * @param head what is to be merged
 * @param base where to
 * @param mergeSha GitHub's test merge, where there is one yet
 * @param association of its author with the repository
 * @param user its author; none where the account is deleted
 * @param updated when it was so
 */
public record Pull(
    int number,
    String state,
    Optional<Boolean> merged,
    Side head,
    Side base,
    @JsonProperty("merge_commit_sha") Optional<String> mergeSha,
    @JsonProperty("author_association") Optional<String> association,
    Optional<Account> user,
    @JsonProperty("updated_at") Instant updated) {
  public Pull {
    Said.positive("pull_request.number", number);
  }

  /** Whether it is open. */
  public boolean open() {
    return state.equals("open");
  }

  /**
   * One of its two sides.
   *
   * @param ref the branch
   * @param sha its commit
   * @param repo whose branch; none where that is deleted
   */
  public record Side(String ref, String sha, Optional<Repo> repo) {
    public Side {
      sha = Said.sha("sha of a pull request", sha);
    }
  }
}
