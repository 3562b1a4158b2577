package org.hilfarm.server.github.link;

import java.util.List;
import java.util.Optional;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.CheckRun;
import org.hilfarm.wire.github.CheckRunWrite;

/**
 * Check runs. A write that found nobody ({@link Answered.Unreachable}) may have been done all the
 * same: look with {@link #ofCommit} before making one again.
 */
public record Checks(GitHubLink link) {
  /** Makes one. */
  public Answered<CheckRun> create(
      RepositoryName repository, CheckRunWrite write, Deadline deadline)
      throws InterruptedException {
    return link.write(
        repository,
        "POST",
        Query.of(repository, "/check-runs"),
        new GitHubLink.Write<>(write, CheckRun.class),
        deadline);
  }

  /** Changes one; annotations are added. */
  public Answered<CheckRun> update(
      RepositoryName repository, long id, CheckRunWrite write, Deadline deadline)
      throws InterruptedException {
    return link.write(
        repository,
        "PATCH",
        Query.of(repository, "/check-runs/{}", id),
        new GitHubLink.Write<>(write, CheckRun.class),
        deadline);
  }

  /**
   * A commit's check runs of a name, all of them and not the newest alone, a thousand at most.
   * Those of other apps are among them: look at {@link CheckRun#app}.
   */
  public Answered<List<CheckRun>> ofCommit(
      RepositoryName repository, String sha, Optional<String> name, Deadline deadline)
      throws InterruptedException {
    Query query =
        Query.of(repository, "/commits/{}/check-runs", sha)
            .with("check_name", name)
            .with("filter", "all");
    return link.list(
        repository,
        Use.CHECKS,
        query,
        new GitHubLink.Pages<>(CheckRun.Page.class, CheckRun.Page::runs, 10),
        deadline);
  }
}
