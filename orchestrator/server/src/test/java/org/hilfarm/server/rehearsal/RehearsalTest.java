package org.hilfarm.server.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.lease.Leases;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Bells;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.queue.WorkQueue;
import org.hilfarm.server.report.RunStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.Shared.class)
class RehearsalTest {
  private static final Patience PATIENCE = Patience.usual();

  @Test
  void a_rehearsal_goes_as_far_as_the_offer_and_leaves_nothing_behind(TestPostgres postgres)
      throws Exception {
    try (Database database = Database.open(postgres.fresh());
        Bells bells = new Bells(database)) {
      WorkQueue.Parts parts =
          new WorkQueue.Parts(database, new Leases(database, PATIENCE), bells.work());
      WorkQueue queue = new WorkQueue(parts, PATIENCE, 1);
      try (var rehearsal = Rehearsal.start(database, queue, PATIENCE, TestData.trusted())) {
        assertThat(rehearsal.offers(Duration.ofMinutes(1))).isEqualTo(30);
      }
      RunStore runs = new RunStore(database, PATIENCE);
      assertThat(runs.newest(10)).isEmpty();
      assertThat(runs.boards()).isEmpty();
      assertThat(bells.work().rung()).isZero();
      RunId first = database.inTransaction(tx -> tx.runs().nextId());
      assertThat(first).isEqualTo(new RunId("r1"));
    }
  }
}
