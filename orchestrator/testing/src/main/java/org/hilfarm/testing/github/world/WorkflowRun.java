package org.hilfarm.testing.github.world;

import java.time.Instant;
import java.util.Optional;

/**
 * A run of a workflow.
 *
 * @param number counted per workflow
 * @param repository that has the workflow; for a fork's pull request the one it is for
 * @param source what is built
 * @param progress how far it is
 */
public record WorkflowRun(
    long id,
    int number,
    Workflow workflow,
    Repository repository,
    Source source,
    Progress progress,
    Instant created) {
  /**
   * A workflow.
   *
   * @param path of its file, which a pull request cannot forge as it can its name
   */
  public record Workflow(long id, String path, String name) {}

  /**
   * What a run was started for.
   *
   * @param event such as {@code pull_request}
   * @param head the repository of the branch
   * @param sha the branch's commit, not the merge's
   * @param actor who started it
   */
  public record Source(String event, Repository head, String branch, String sha, User actor) {}

  /**
   * How far a run is.
   *
   * @param status {@code queued}, {@code in_progress} or {@code completed}
   * @param conclusion once it is completed
   * @param attempt counted from 1
   */
  public record Progress(String status, Optional<String> conclusion, int attempt) {}

  WorkflowRun with(Progress now) {
    return new WorkflowRun(id, number, workflow, repository, source, now, created);
  }
}
