package org.hilfarm.server.queue;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.server.lease.Leases;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
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
  private final Leases leases;
  private final Bell work;
  private final Patience patience;
  private final AttemptSeeds seeds;
  private final KnownInputs known = new KnownInputs();

  /** What the queue works with. */
  public record Parts(Database database, Leases leases, Bell work) {}

  /**
   * A queue.
   *
   * @param seed fixes the seeds of all attempts
   */
  public WorkQueue(Parts parts, Patience patience, long seed) {
    this.database = parts.database();
    this.leases = parts.leases();
    this.work = parts.work();
    this.patience = patience;
    this.seeds = new AttemptSeeds(seed);
  }

  /** The next job for one of the rack's free boards; empty where none came in time. */
  public Optional<WorkOffer> ask(WorkRequest request, Deadline deadline)
      throws InterruptedException {
    Deadline heard = Deadline.after(Duration.ZERO);
    while (true) {
      long seen = work.rung();
      Optional<LeaseRow> lease = leases.grant(request.rack(), request.free());
      if (lease.isPresent()) {
        return Optional.of(database.inTransaction(tx -> offer(tx, lease.get())));
      }
      if (heard.passed()) { // not at each ring: that would be a commit for every rack that waits
        database.useTransaction(tx -> tx.racks().heard(request.rack()));
        heard = Deadline.after(patience.silence().dividedBy(3));
      }
      work.awaitAfter(seen, deadline.within(heard.left()));
      if (deadline.passed() || work.closed()) {
        return Optional.empty();
      }
    }
  }

  /** What a rack is told of a lease. */
  public WorkOffer offer(Tx tx, LeaseRow lease) {
    RunRow run = tx.runs().find(lease.run()).orElseThrow();
    PlannedJob job = tx.jobs().work(run.plan(), lease.lease().job());
    RunInputs inputs = known.of(run.inputs(), () -> RunStore.inputs(tx, run));
    return new WorkOffer(
        lease.lease(),
        patience.lease().toMillis(),
        lease.run(),
        inputs.type(job.image().boardType()),
        job.image(),
        job.scripts().stream().map(inputs::script).toList(),
        inputs.library(),
        seeds.of(lease.lease().job(), lease.lease().attempt()));
  }
}
