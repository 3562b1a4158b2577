package org.hilfarm.server.github.event;

import java.util.List;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.wire.github.event.Account;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.Repo;

/** What the farm is to do about something that GitHub told. */
public sealed interface Reaction {
  /**
   * A repository on the farm's list.
   *
   * @param id its number
   * @param name owner/name, as GitHub spelled it
   * @param installation of the App there
   */
  record Project(long id, String name, long installation) {}

  /** There is nothing to do. */
  record Nothing(String why) implements Reaction {}

  /**
   * A build, by itself: that it is of a pull request is asked of GitHub, never of the build.
   *
   * @param project where it ran
   * @param kind what its commit is
   * @param sha its head
   * @param headRepository where the head comes from
   * @param headOwner whose that is
   * @param branch of the head
   * @param attempt which run
   */
  record Build(
      Project project,
      GateRow.Kind kind,
      String sha,
      long headRepository,
      String headOwner,
      String branch,
      GateRow.Attempt attempt) {
    public GateRow.Commit commit() {
      return new GateRow.Commit(project.id(), sha);
    }
  }

  /** A build was asked for or is under way. */
  record BuildBegan(Build build) implements Reaction {}

  /** A build has ended, in GitHub's word for how. */
  record BuildEnded(Build build, String conclusion) implements Reaction {}

  /**
   * A pull request came, came back, or has another head.
   *
   * @param pusher the number of who pushed; 0 where nobody knows
   */
  record HeadMoved(Project project, Pull pull, long pusher) implements Reaction {}

  /** A pull request was merged or closed. */
  record Closed(Project project, Pull pull) implements Reaction {}

  /** Somebody put the label on a pull request that approves. */
  record Labelled(Project project, Pull pull, Account by) implements Reaction {}

  /** A merge queue wants to know of a commit. */
  record GroupAsked(Project project, String sha) implements Reaction {}

  /** A merge queue does not want to know any more. */
  record GroupGone(Project project, String sha, String reason) implements Reaction {}

  /** Somebody lets a commit's firmware onto the boards. */
  record ApprovePressed(Project project, String sha, Account by) implements Reaction {}

  /** Somebody wants a commit's build tested again. */
  record AgainPressed(Project project, String sha, Account by) implements Reaction {}

  /** The App came to some of the repositories on the list. */
  record Came(List<Project> projects) implements Reaction {
    public Came {
      projects = List.copyOf(projects);
    }
  }

  /**
   * The App left some repositories: what it is still to tell them nobody may.
   *
   * @param all whether it left all of the installation's, also those that are not named
   * @param how deleted, suspended or removed
   */
  record Left(long installation, boolean all, List<Repo> repositories, String how)
      implements Reaction {
    public Left {
      repositories = List.copyOf(repositories);
    }
  }
}
