package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A page of {@code GET /repos/{owner}/{repo}/actions/runs}, the newest first.
 *
 * @param runs of this page
 */
public record WorkflowRuns(@JsonProperty("workflow_runs") List<Run> runs) {
  public WorkflowRuns {
    runs = List.copyOf(runs);
  }

  /**
   * A workflow's run.
   *
   * @param id its number
   * @param event what started it, such as {@code push}
   * @param headBranch the branch, of the repository it came from
   * @param headSha the commit
   * @param headRepository where it came from: a fork's branches have the same names
   * @param conclusion {@code success} where it is; none while it runs
   */
  public record Run(
      long id,
      String event,
      @JsonProperty("head_branch") Optional<String> headBranch,
      @JsonProperty("head_sha") String headSha,
      @JsonProperty("head_repository") Optional<Repository> headRepository,
      Optional<String> conclusion) {}

  /**
   * A repository.
   *
   * @param fullName {@code owner/name}
   */
  public record Repository(@JsonProperty("full_name") String fullName) {}
}
