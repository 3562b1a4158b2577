package org.hilfarm.server.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.server.plan.Costs;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.JobRows;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.config.Dispatch;

/**
 * When whose turn is: what each kind of run gives way to others. A pull request gives way to
 * nobody. A soak's first round gives way for hours, each later one as long as there is anything
 * else, until it is the next: then for as many hours again.
 *
 * @param dispatch what is given way
 * @param costs how long jobs are thought to take
 */
public record Turns(Dispatch dispatch, Costs costs) {

  /** Puts the jobs of a plan that is stored into the queue, and wakes who waits for work. */
  public void enqueue(Tx tx, RunPlan plan, RunInputs inputs, boolean pullRequest) {
    tx.jobs().insert(plan.run(), of(plan, inputs, pullRequest));
    if (plan.redPreflightStops()) {
      plan.jobs().stream()
          .filter(PlannedJob::preflight)
          .map(j -> j.image().boardType())
          .distinct()
          .forEach(type -> tx.jobs().holdBack(plan.run(), type));
    }
    tx.ring(Channel.WORK, plan.run().value());
    tx.ring(Channel.RUN, plan.run().value());
  }

  /** A plan's jobs as they are put into the queue. */
  public List<JobRows.Entry> of(RunPlan plan, RunInputs inputs, boolean pullRequest) {
    boolean soak = plan.jobs().stream().anyMatch(j -> j.round().isPresent());
    Duration other = pullRequest ? Duration.ZERO : dispatch.others();
    return plan.jobs().stream()
        .map(
            job ->
                new JobRows.Entry(
                    job,
                    costs.of(job, inputs),
                    turnAfter(job, soak ? dispatch.soaks() : other),
                    Optional.of(dispatch.soaks()).filter(s -> job.round().isPresent())))
        .toList();
  }

  private static Optional<Duration> turnAfter(PlannedJob job, Duration first) {
    boolean later = job.round().map(Round::number).orElse(1) > 1;
    return later ? Optional.empty() : Optional.of(first);
  }
}
