package org.hilfarm.server.github.link;

import java.util.List;
import java.util.Optional;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.Permission;
import org.hilfarm.wire.github.PullCommit;
import org.hilfarm.wire.github.PullFile;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;

/** What is asked of pull requests, and of people. */
public record Pulls(GitHubLink link) {
  /** GitHub lists no more files of a pull request. */
  public static final int MOST_FILES = 3000;

  /** And no more commits. */
  public static final int MOST_COMMITS = 250;

  /** The repository itself. */
  public Answered<Repo> repository(RepositoryName repository, Deadline deadline)
      throws InterruptedException {
    return link.get(repository, Use.READING, Query.of(repository, ""), Repo.class, deadline);
  }

  /** One, as it is now. */
  public Answered<Pull> pull(RepositoryName repository, int number, Deadline deadline)
      throws InterruptedException {
    return link.get(
        repository, Use.READING, Query.of(repository, "/pulls/{}", number), Pull.class, deadline);
  }

  /**
   * The open ones, the last changed first, a thousand at most.
   *
   * @param head only those from this branch, {@code OWNER:BRANCH}
   */
  public Answered<List<Pull>> open(
      RepositoryName repository, Optional<String> head, Deadline deadline)
      throws InterruptedException {
    Query query =
        Query.of(repository, "/pulls")
            .with("state", "open")
            .with("head", head)
            .with("sort", "updated")
            .with("direction", "desc");
    return link.list(repository, Use.READING, query, pages(Pull[].class, 10), deadline);
  }

  /** The files it changes; {@link #MOST_FILES} at most. */
  public Answered<List<PullFile>> files(RepositoryName repository, int number, Deadline deadline)
      throws InterruptedException {
    return link.list(
        repository,
        Use.READING,
        Query.of(repository, "/pulls/{}/files", number),
        pages(PullFile[].class, MOST_FILES / 100),
        deadline);
  }

  /** Its commits, the oldest first; GitHub lists no more than 250. */
  public Answered<List<PullCommit>> commits(
      RepositoryName repository, int number, Deadline deadline) throws InterruptedException {
    return link.list(
        repository,
        Use.READING,
        Query.of(repository, "/pulls/{}/commits", number),
        pages(PullCommit[].class, MOST_COMMITS / 100 + 1),
        deadline);
  }

  /** What somebody may do in a repository, at this moment; not found where nobody is called so. */
  public Answered<Permission> permission(RepositoryName repository, String login, Deadline deadline)
      throws InterruptedException {
    return link.get(
        repository,
        Use.READING,
        Query.of(repository, "/collaborators/{}/permission", login),
        Permission.class,
        deadline);
  }

  private static <T> GitHubLink.Pages<T[], T> pages(Class<T[]> type, int most) {
    return new GitHubLink.Pages<>(type, List::of, most);
  }
}
