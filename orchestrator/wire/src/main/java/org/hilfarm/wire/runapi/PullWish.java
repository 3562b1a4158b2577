package org.hilfarm.wire.runapi;

/**
 * A workflow's run whose build somebody waits for; the farm fetches it itself.
 *
 * @param repositoryId GitHub's number of the repository it ran in
 * @param workflowRun GitHub's number of the run
 */
public record PullWish(long repositoryId, long workflowRun) {
  public PullWish {
    if (repositoryId < 1 || workflowRun < 1) {
      throw new IllegalArgumentException(
          "say repositoryId and workflowRun, GitHub's numbers of both");
    }
  }
}
