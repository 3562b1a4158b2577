package org.hilfarm.server.postgres;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A pull request as GitHub said it last, by itself and never by what was built.
 *
 * @param repository the number of the repository it is made to
 * @param number its own
 * @param head what it wants to have merged
 * @param base the branch it wants that in
 * @param merge the test merge, where GitHub made one
 * @param author who made it
 * @param pusher the number of who pushed last; 0 where nobody knows
 * @param open whether it is
 * @param updated when GitHub says this was so
 */
public record PullRow(
    long repository,
    int number,
    Head head,
    String base,
    Optional<String> merge,
    Author author,
    long pusher,
    boolean open,
    Instant updated) {
  /**
   * The head of a pull request.
   *
   * @param sha the commit, in small letters
   * @param repository the number of the repository it comes from; 0 where that is deleted
   * @param owner whose that is
   * @param branch there
   */
  public record Head(String sha, long repository, String owner, String branch) {
    public Head {
      sha = sha.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Who made it.
   *
   * @param id GitHub's number; names change
   * @param login the name
   * @param association with the repository, as GitHub says it: MEMBER, CONTRIBUTOR, NONE and others
   */
  public record Author(long id, String login, String association) {}

  /** Where it stands now. */
  public GateRow.Commit commit() {
    return new GateRow.Commit(repository, head.sha());
  }
}
