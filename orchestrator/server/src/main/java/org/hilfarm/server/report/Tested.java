package org.hilfarm.server.report;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.plan.PullRequest;

/**
 * Exactly what a run tests.
 *
 * @param change the pull request and its head; empty where it tests none
 * @param merged the commit that was built, where that is known and GitHub made it of the head
 * @param scriptsCommit which of the farm's own commits its scripts are of
 * @param images what boards are to run
 * @param branch which they were built of, where they are of one
 */
public record Tested(
    Optional<PullRequest> change,
    Optional<String> merged,
    String scriptsCommit,
    List<Image> images,
    Optional<Branch> branch) {
  public Tested {
    images = List.copyOf(images);
  }
}
