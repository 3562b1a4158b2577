package org.hilfarm.server.again;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.ScriptId;

/**
 * A part of a plan as a plan of its own: the same images and the same scripts in the same order, on
 * boards of the same kind, a soak's in as many rounds. Pure.
 *
 * @param of the whole
 * @param pairs what is required again
 */
record Part(RunPlan of, Set<Requirement> pairs) {
  private static final String SUFFIX = " \\(again, what did not pass in r[0-9]+\\)$";

  RunPlan as(RunId run) {
    List<PlannedJob> jobs = new ArrayList<>();
    for (PlannedJob job : of.jobs()) {
      again(job, new JobId(run + "-" + (jobs.size() + 1))).ifPresent(jobs::add);
    }
    return new RunPlan(
        run,
        of.suite(),
        new Build(name(), of.build().images()),
        new TreeSet<>(pairs),
        List.of(),
        List.of(),
        jobs,
        of.scriptsCommit(),
        of.redPreflightStops());
  }

  /** The job without what need not be done again; empty where that is all of it. */
  private Optional<PlannedJob> again(PlannedJob job, JobId id) {
    List<ScriptId> scripts =
        job.scripts().stream()
            .filter(s -> pairs.contains(new Requirement(job.image().boardType(), s)))
            .toList();
    return scripts.isEmpty()
        ? Optional.empty()
        : Optional.of(new PlannedJob(id, job.image(), scripts, job.needs(), job.round()));
  }

  /** Its verdict is of a part, and whoever reads it must not take it for one of the whole. */
  private String name() {
    return "%s (again, what did not pass in %s)"
        .formatted(of.build().name().replaceFirst(SUFFIX, ""), of.run());
  }
}
