package org.hilfarm.server.plan;

import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.SuiteId;

/**
 * What is to be planned.
 *
 * @param run the run's name
 * @param build its images, each checked already
 * @param unknown board types of the build that the farm has no board type file for
 * @param suite what to run
 */
public record PlanRequest(RunId run, Build build, List<BoardTypeId> unknown, SuiteId suite) {
  public PlanRequest {
    unknown = List.copyOf(unknown);
  }
}
