package org.hilfarm.server.plan;

import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.SuiteId;

/**
 * What is to be planned.
 *
 * @param run the run's name
 * @param build its images, each checked already
 * @param unknown board types of the build that the farm has no board type file for
 * @param suite what to run
 * @param upstream tests that came with the build: they are run and shown, and required of nothing
 */
public record PlanRequest(
    RunId run, Build build, List<BoardTypeId> unknown, SuiteId suite, List<Script> upstream) {
  /** A build without tests of its own. */
  public PlanRequest(RunId run, Build build, List<BoardTypeId> unknown, SuiteId suite) {
    this(run, build, unknown, suite, List.of());
  }

  public PlanRequest {
    unknown = List.copyOf(unknown);
    upstream = List.copyOf(upstream);
  }
}
