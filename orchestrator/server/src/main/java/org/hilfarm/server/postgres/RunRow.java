package org.hilfarm.server.postgres;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.verdict.Verdict;

/**
 * A run as it is stored.
 *
 * @param plan what it requires
 * @param inputs the digest of what it was planned from: scripts, library, board types
 * @param baseline whether its images become the baseline once it is mergeable
 * @param submitted when
 * @param finished when its verdict was reached
 * @param verdict its one answer
 * @param reportDir where its report lies on the orchestrator that made it
 * @param reportUrl where to open it
 * @param change what it tests, where that is a pull request
 */
public record RunRow(
    RunPlan plan,
    Sha256 inputs,
    boolean baseline,
    Instant submitted,
    Optional<Instant> finished,
    Optional<Verdict> verdict,
    Optional<String> reportDir,
    Optional<String> reportUrl,
    Optional<Change> change) {
  /**
   * A pull request's run.
   *
   * @param pullRequest which, and at which commit
   * @param replaces the run of the same pull request that it superseded
   * @param replacedBy the one that superseded it
   */
  public record Change(
      PullRequest pullRequest, Optional<RunId> replaces, Optional<RunId> replacedBy) {}

  /** The same with its report lying elsewhere, or nowhere that can be told. */
  public RunRow withReportDir(Optional<String> dir) {
    return new RunRow(plan, inputs, baseline, submitted, finished, verdict, dir, reportUrl, change);
  }
}
