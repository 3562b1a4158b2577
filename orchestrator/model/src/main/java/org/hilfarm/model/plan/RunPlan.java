package org.hilfarm.model.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.script.SuiteId;

/**
 * What a run requires, fixed once it is made; firmware has no say in it.
 *
 * @param run whose plan it is
 * @param suite the suite that was asked for
 * @param build the images
 * @param required every pair that must pass
 * @param notApplicable pairs that leave the required set, with reasons
 * @param notCovered board types of the build that this farm has no board for
 * @param jobs the required pairs as work; those of emulated boards come first
 * @param scriptsCommit the commit of the farm's scripts and configs, or what stands for it outside
 *     a checkout
 * @param redPreflightStops whether boards wait for the emulated ones, and stay away where the
 *     firmware fails there
 */
public record RunPlan(
    RunId run,
    SuiteId suite,
    Build build,
    SortedSet<Requirement> required,
    List<NotApplicable> notApplicable,
    List<BoardTypeId> notCovered,
    List<PlannedJob> jobs,
    String scriptsCommit,
    boolean redPreflightStops) {
  public RunPlan {
    required = Collections.unmodifiableSortedSet(new TreeSet<>(required));
    notApplicable = List.copyOf(notApplicable);
    notCovered = List.copyOf(notCovered);
    jobs = List.copyOf(jobs);
  }
}
