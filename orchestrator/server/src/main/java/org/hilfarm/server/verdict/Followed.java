package org.hilfarm.server.verdict;

import java.util.List;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.Rerun;

/**
 * What was planned while the run went on, to learn whose fault its failures are.
 *
 * @param controls the baseline, where an attempt alone could not say
 * @param reruns of scripts that were red
 */
public record Followed(List<Control> controls, List<Rerun> reruns) {
  public Followed {
    controls = List.copyOf(controls);
    reruns = List.copyOf(reruns);
  }
}
