package org.hilfarm.server.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.server.lease.Leases;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;

/**
 * Where racks wait for work. A rack that waits is woken the moment a job is committed, and counts
 * as heard of as long as it waits. Any thread may use it.
 */
public final class WorkQueue {
  private final Database database;
  private final RunStore runs;
  private final Leases leases;
  private final Bell work;
  private final Patience patience;
  private final long seed;

  /** What the queue works with. */
  public record Parts(Database database, RunStore runs, Leases leases, Bell work) {}

  /**
   * A queue.
   *
   * @param seed fixes the seeds of all attempts
   */
  public WorkQueue(Parts parts, Patience patience, long seed) {
    this.database = parts.database();
    this.runs = parts.runs();
    this.leases = parts.leases();
    this.work = parts.work();
    this.patience = patience;
    this.seed = seed;
  }

  /** The next job for one of the rack's free boards; empty where none came in time. */
  public Optional<WorkOffer> ask(WorkRequest request, Deadline deadline)
      throws InterruptedException {
    Duration slice = patience.silence().dividedBy(3);
    while (true) {
      long seen = work.rung();
      Optional<LeaseRow> lease = leases.grant(request.rack(), request.free());
      if (lease.isPresent()) {
        return Optional.of(offer(lease.get()));
      }
      database.useTransaction(tx -> tx.racks().heard(request.rack()));
      work.awaitAfter(seen, deadline.within(slice));
      if (deadline.passed() || work.closed()) {
        return Optional.empty();
      }
    }
  }

  private WorkOffer offer(LeaseRow lease) {
    RunRow run = runs.row(lease.run()).orElseThrow();
    PlannedJob job = job(run.plan(), lease.lease().job());
    RunInputs inputs = runs.inputs(run);
    return new WorkOffer(
        lease.lease(),
        patience.lease().toMillis(),
        lease.run(),
        inputs.type(job.image().boardType()),
        job.image(),
        job.scripts().stream().map(inputs::script).toList(),
        inputs.library(),
        attemptSeed(lease));
  }

  /** Only a control must be asked for: it is not in the plan. */
  private PlannedJob job(RunPlan plan, JobId id) {
    return plan.jobs().stream()
        .filter(j -> j.id().equals(id))
        .findFirst()
        .orElseGet(() -> database.inTransaction(tx -> tx.jobs().work(plan, id)));
  }

  /** The same for the same attempt of the same run, whatever else the farm does. */
  private long attemptSeed(LeaseRow lease) {
    String of = seed + "/" + lease.lease().job() + "/" + lease.lease().attempt();
    return Long.parseUnsignedLong(Sha256.of(of.getBytes(StandardCharsets.UTF_8)).brief(), 16);
  }
}
