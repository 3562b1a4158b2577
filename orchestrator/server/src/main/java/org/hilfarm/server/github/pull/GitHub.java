package org.hilfarm.server.github.pull;

import java.time.Instant;
import java.util.List;
import org.hilfarm.server.github.event.Reaction.Project;
import org.hilfarm.wire.github.event.Account;
import org.hilfarm.wire.github.event.Pull;
import org.hilfarm.wire.github.event.WorkflowRun;

/** What is asked of GitHub. Nothing it answers is thrown. Any thread may ask. */
public interface GitHub {
  /** The repository of this name, and the App's installation there. */
  Answer<Project> project(String name) throws InterruptedException;

  /** Open pull requests from a branch of somebody's fork. */
  Answer<List<Pull>> openPulls(Project project, String owner, String branch)
      throws InterruptedException;

  /** A pull request as it is now. */
  Answer<Pull> pull(Project project, int number) throws InterruptedException;

  /** Open pull requests, the last changed first, as many as are looked at when some were missed. */
  Answer<List<Pull>> openPulls(Project project) throws InterruptedException;

  /** What somebody may do there, at this moment: admin, maintain, write, triage, read or none. */
  Answer<String> permission(Project project, Account who) throws InterruptedException;

  /** All files a pull request changes, by their old names too; missing where they are too many. */
  Answer<List<String>> changedFiles(Project project, int number) throws InterruptedException;

  /** The commits of a pull request. */
  Answer<List<String>> commits(Project project, int number) throws InterruptedException;

  /** Runs of a workflow's file that changed since then. */
  Answer<List<WorkflowRun>> runs(Project project, String workflow, Instant since)
      throws InterruptedException;

  /** Asks for webhooks again that this farm did not answer since then; says how many. */
  Answer<Integer> deliverAgain(Instant since) throws InterruptedException;

  /** A token that may read the project's artifacts. */
  Answer<String> token(Project project) throws InterruptedException;
}
