package org.hilfarm.wire.runapi;

import java.util.List;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.plan.RunId;

/**
 * The answer to a submission, given only once the run is durable (HTTP 202).
 *
 * @param run the run's name
 * @param jobs how many jobs it became
 * @param notCovered board types of the build that this farm has no board for
 */
public record Accepted(RunId run, int jobs, List<BoardTypeId> notCovered) {
  public Accepted {
    notCovered = List.copyOf(notCovered);
  }
}
