package org.hilfarm.server.github.gate;

import org.hilfarm.model.plan.RunId;

/**
 * What a gate is to say from now on. All but {@link Waits} and {@link Follows} conclude it. Only
 * {@link NothingToTest} lets a merge through without a test: say it of a change that cannot reach a
 * board, never of trouble, which is {@link NotTestable}.
 */
public sealed interface CheckIntent {
  /** Nothing to run yet, such as a build that is under way: {@code queued}. */
  record Waits(String why) implements CheckIntent {}

  /** Says how this run is, and ends with its verdict. */
  record Follows(RunId run) implements CheckIntent {}

  /** The change has nothing that a board could run: {@code skipped}. */
  record NothingToTest(String why) implements CheckIntent {}

  /**
   * Nobody wants the answer, or there will be none: a newer commit, a closed pull request, a build
   * that failed: {@code cancelled}. A gate that has its verdict keeps it.
   */
  record CallsOff(String why) implements CheckIntent {}

  /** Somebody who may must say yes first: {@code action_required}, with a button. */
  record NeedsApproval(String why) implements CheckIntent {}

  /** What was built breaks a rule, and no board is given it: {@code failure}. */
  record Rejected(String why) implements CheckIntent {}

  /** It should be tested and could not be: {@code timed_out}, which holds the merge. */
  record NotTestable(String why) implements CheckIntent {}
}
