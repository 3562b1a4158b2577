package org.hilfarm.wire.github.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A workflow's run. Its name is not read: a pull request may call its own workflow as it likes.
 *
 * @param id its number
 * @param workflowId the workflow's number
 * @param path the workflow's file, such as {@code .github/workflows/build.yml}
 * @param event what started it: pull_request, merge_group, push and others
 * @param status such as queued, in_progress, completed
 * @param conclusion how it ended; none as long as it runs
 * @param headSha the commit: a pull request's head, even where its merge was built
 * @param headBranch the branch, of the repository it came from
 * @param headRepository that; none where it is deleted
 * @param repository the one the run belongs to
 * @param attempt from 1
 */
public record WorkflowRun(
    long id,
    @JsonProperty("workflow_id") long workflowId,
    Optional<String> path,
    String event,
    Optional<String> status,
    Optional<String> conclusion,
    @JsonProperty("head_sha") String headSha,
    @JsonProperty("head_branch") Optional<String> headBranch,
    @JsonProperty("head_repository") Optional<Repo> headRepository,
    Optional<Repo> repository,
    @JsonProperty("run_attempt") int attempt) {
  public WorkflowRun {
    Said.positive("workflow_run.id", id);
    headSha = Said.sha("workflow_run.head_sha", headSha);
    attempt = Math.max(1, attempt); // GitHub Enterprise 3.1 does not say it
  }
}
