package org.hilfarm.server.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.server.lease.Leases;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Latest;
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
  /** Fewer than the database has connections: whoever asks for something else finds one free. */
  private static final int AT_ONCE = 3;

  private static final Duration ROOM_WAIT = Duration.ofSeconds(5);

  private final Database database;
  private final Leases leases;
  private final Bell work;
  private final Patience patience;
  private final AttemptSeeds seeds;
  private final Latest<RunId, Planned> plans = new Latest<>();
  private final Latest<Sha256, RunInputs> inputs = new Latest<>();
  private final Semaphore room = new Semaphore(AT_ONCE, true);

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

  /** What of a run never changes. */
  private record Planned(RunPlan plan, Sha256 inputs) {
    static Planned of(RunRow run) {
      return new Planned(run.plan(), run.inputs());
    }
  }

  /** What became of one look. */
  private sealed interface Look {
    record Found(WorkOffer offer) implements Look {}

    /** Nothing; look again after this time at the latest. */
    record Wait(Duration time) implements Look {}
  }

  /** The next job for one of the rack's free boards; empty where none came in time. */
  public Optional<WorkOffer> ask(WorkRequest request, Deadline deadline)
      throws InterruptedException {
    Duration breath = patience.silence().dividedBy(3);
    Deadline heard = Deadline.after(Duration.ZERO);
    while (true) {
      long seen = work.rung();
      Look look = look(request, breath);
      if (look instanceof Look.Found found) {
        return Optional.of(found.offer());
      }
      if (heard.passed()) { // not at each ring: that would be a commit for every rack that waits
        present(request, breath);
        heard = Deadline.after(breath);
      }
      Duration wait = look instanceof Look.Wait w ? w.time() : breath;
      work.awaitAfter(seen, deadline.within(heard.within(wait).left()));
      if (deadline.passed() || work.closed()) {
        return Optional.empty();
      }
    }
  }

  /** The rack is alive, and these boards are there for whoever has work; said again in time. */
  private void present(WorkRequest request, Duration breath) {
    database.useTransaction(
        tx -> {
          tx.racks().heard(request.rack());
          tx.racks().waits(request.rack(), request.free(), breath.plusSeconds(1));
        });
  }

  private Look look(WorkRequest request, Duration breath) throws InterruptedException {
    if (!room.tryAcquire(ROOM_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Look.Wait(Duration.ofMillis(100));
    }
    try {
      return switch (leases.grant(request.rack(), request.free(), this::offer, seeds.seed())) {
        case Leases.Asked.Granted<WorkOffer> granted -> new Look.Found(granted.lease());
        case Leases.Asked.Later<WorkOffer> later -> new Look.Wait(later.time());
        case Leases.Asked.Nothing<WorkOffer> nothing -> new Look.Wait(breath);
      };
    } finally {
      room.release();
    }
  }

  /** What a rack is told of a lease. */
  public WorkOffer offer(Tx tx, LeaseRow lease) {
    RunId run = lease.run();
    Planned planned = plans.of(run, () -> Planned.of(tx.runs().find(run).orElseThrow()));
    PlannedJob job = tx.jobs().work(planned.plan(), lease.lease().job());
    RunInputs trusted =
        inputs.of(planned.inputs(), () -> RunStore.inputs(tx, tx.runs().find(run).orElseThrow()));
    return new WorkOffer(
        lease.lease(),
        patience.lease().toMillis(),
        run,
        trusted.type(job.image().boardType()),
        job.image(),
        job.scripts().stream().map(trusted::script).toList(),
        trusted.library(),
        seeds.of(lease.lease().job(), lease.lease().attempt()));
  }
}
