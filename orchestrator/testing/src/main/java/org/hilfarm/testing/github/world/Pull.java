package org.hilfarm.testing.github.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pull request.
 *
 * @param id its number among all pull requests
 * @param number its number in the repository
 * @param base the repository it is for; always its branch {@code main}
 * @param head the repository it comes from
 * @param branch the branch it comes from
 * @param commits the newest last, at least one
 * @param standing what is said of it
 * @param created when it was opened
 * @param updated when anything of it changed last
 */
public record Pull(
    long id,
    int number,
    String title,
    User author,
    Repository base,
    Repository head,
    String branch,
    List<Commit> commits,
    Standing standing,
    Instant created,
    Instant updated) {
  public Pull {
    commits = List.copyOf(commits);
  }

  /** Where a pull request can be. */
  public enum State {
    OPEN,
    CLOSED,
    MERGED
  }

  /**
   * What is said of a pull request.
   *
   * @param association of its author with the repository, such as {@code FIRST_TIME_CONTRIBUTOR}
   * @param labels by name
   * @param files whose paths it changes
   */
  public record Standing(
      State state, boolean draft, String association, List<String> labels, List<String> files) {
    public Standing {
      labels = List.copyOf(labels);
      files = List.copyOf(files);
    }
  }

  /** The newest commit. */
  public Commit headCommit() {
    return commits.getLast();
  }

  /** The newest commit's. */
  public String headSha() {
    return headCommit().sha();
  }

  /** Of the commit that GitHub makes to try the merge, and that CircuitPython's workflow builds. */
  public String mergeSha() {
    return World.sha("merge " + headSha());
  }

  /** {@code OWNER:BRANCH}, as the API's {@code head} filter spells it. */
  public String label() {
    return head.owner().login() + ":" + branch;
  }

  Pull with(Commit pushed) {
    List<Commit> more = new ArrayList<>(commits);
    more.add(pushed);
    return with(more);
  }

  /** The same with another history. */
  Pull with(List<Commit> history) {
    return new Pull(
        id, number, title, author, base, head, branch, history, standing, created, updated);
  }

  /** The same in another state. */
  Pull with(State state) {
    return with(
        new Standing(
            state, standing.draft(), standing.association(), standing.labels(), standing.files()));
  }

  /** The same with one more label. */
  Pull with(String label) {
    List<String> labels = Stream.concat(standing.labels().stream(), Stream.of(label)).toList();
    return with(
        new Standing(
            standing.state(),
            standing.draft(),
            standing.association(),
            labels.stream().distinct().toList(),
            standing.files()));
  }

  /** The same with other files changed. */
  Pull touching(List<String> files) {
    return with(
        new Standing(
            standing.state(), standing.draft(), standing.association(), standing.labels(), files));
  }

  private Pull with(Standing now) {
    return new Pull(id, number, title, author, base, head, branch, commits, now, created, updated);
  }

  Pull at(Instant now) {
    return new Pull(id, number, title, author, base, head, branch, commits, standing, created, now);
  }
}
