package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.hilfarm.wire.github.event.WorkflowRun;

/**
 * A page of workflow runs, whole enough to act upon, the newest first.
 *
 * @param runs of this page
 */
public record RunPage(@JsonProperty("workflow_runs") List<WorkflowRun> runs) {
  public RunPage {
    runs = List.copyOf(runs);
  }
}
