package org.hilfarm.testing.github.world;

/**
 * A merge queue's group, with one pull request.
 *
 * @param head the commit that would be merged
 * @param baseSha the commit it would be merged onto
 */
public record MergeGroup(Repository repository, Pull pull, Commit head, String baseSha) {
  /** As GitHub names such a branch. */
  public String headRef() {
    return "refs/heads/" + branch();
  }

  /** The branch's name. */
  public String branch() {
    return "gh-readonly-queue/main/pr-%d-%s".formatted(pull.number(), baseSha);
  }
}
