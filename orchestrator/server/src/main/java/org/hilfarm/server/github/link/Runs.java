package org.hilfarm.server.github.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.Artifacts;
import org.hilfarm.wire.github.RunPage;
import org.hilfarm.wire.github.event.WorkflowRun;

/** What is asked of workflow runs. */
public record Runs(GitHubLink link) {
  private static final int MOST_PAGES = 10;

  /**
   * Which runs are wanted; what is not said does not matter.
   *
   * @param workflow the workflow's file, such as {@code build.yml}, or its id
   * @param event such as {@code pull_request}
   * @param status {@code completed}, or a conclusion such as {@code success}
   * @param headSha the commit
   * @param since when they were made at the earliest
   */
  public record Wanted(
      Optional<String> workflow,
      Optional<String> event,
      Optional<String> status,
      Optional<String> headSha,
      Optional<Instant> since) {
    /** All of a commit. */
    public static Wanted of(String headSha) {
      return new Wanted(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(headSha),
          Optional.empty());
    }

    /** All of a workflow since then. */
    public static Wanted since(String workflow, Instant since) {
      return new Wanted(
          Optional.of(workflow),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(since));
    }
  }

  /** The newest first, a thousand at most. */
  public Answered<List<WorkflowRun>> list(
      RepositoryName repository, Wanted wanted, Deadline deadline) throws InterruptedException {
    Query query =
        wanted
            .workflow()
            .map(w -> Query.of(repository, "/actions/workflows/{}/runs", w))
            .orElse(Query.of(repository, "/actions/runs"))
            .with("event", wanted.event())
            .with("status", wanted.status())
            .with("head_sha", wanted.headSha())
            .with("created", wanted.since().map(s -> ">=" + s));
    return link.list(
        repository,
        Use.READING,
        query,
        new GitHubLink.Pages<>(RunPage.class, RunPage::runs, MOST_PAGES),
        deadline);
  }

  /** One, as it is now. */
  public Answered<WorkflowRun> run(RepositoryName repository, long id, Deadline deadline)
      throws InterruptedException {
    return link.get(
        repository,
        Use.READING,
        Query.of(repository, "/actions/runs/{}", id),
        WorkflowRun.class,
        deadline);
  }

  /** All that a run has uploaded, also what has expired; a thousand at most. */
  public Answered<List<Artifacts.Artifact>> artifacts(
      RepositoryName repository, long run, Deadline deadline) throws InterruptedException {
    return link.list(
        repository,
        Use.READING,
        Query.of(repository, "/actions/runs/{}/artifacts", run),
        new GitHubLink.Pages<>(Artifacts.class, Artifacts::artifacts, MOST_PAGES),
        deadline);
  }
}
