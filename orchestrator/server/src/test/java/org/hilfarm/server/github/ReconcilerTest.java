package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.server.postgres.DeliveryRows;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.world.Pull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks that nobody took, orchestrators that are no more, and two at a time. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class ReconcilerTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/nobody");

  @Test
  void what_happened_while_no_orchestrator_answered_is_made_up_for_at_the_next_start(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (HookRig rig = new HookRig(folder, url)) {
      Pull closed = rig.gitHub.events().open(Opening.member("dhalbert", "closed"));
      rig.gate(closed, State.BUILDING);
      rig.farm.close();
      rig.gitHub.hookTo(NOBODY);
      rig.gitHub.events().close(closed);
      Pull pull = rig.gitHub.events().open(Opening.member("dhalbert", "missed"));
      rig.built(pull, PICO);
      try (Orchestrator next = Orchestrator.start(rig.settings("next"));
          FakeAgent agent = new FakeAgent(next)) {
        agent.hello(board(PICO, "P1"));
        assertThat(rig.gate(closed, State.CANCELLED).reason()).isEqualTo("#1 was closed");
        rig.gate(pull, State.RUN);
        agent.pass(agent.work("P1"));
      }
    }
  }

  @Test
  void two_orchestrators_make_one_run_of_what_both_are_told(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (HookRig rig = new HookRig(folder, url);
        Orchestrator other = Orchestrator.start(rig.settings("other"));
        FakeAgent agent = new FakeAgent(other)) {
      agent.hello(board(PICO, "P1"));
      Pull pull = rig.gitHub.events().open(Opening.member("dhalbert", "fix"));
      rig.gitHub.hookTo(URI.create(other.url() + HookApi.PATH));
      rig.built(pull, PICO);
      rig.gate(pull, State.RUN);
      rig.gitHub.hookTo(URI.create(rig.farm.url() + HookApi.PATH));
      for (var attempt : rig.gitHub.deliveries().attempts()) {
        rig.gitHub.deliveries().again(attempt.id());
      }
      rig.gitHub.deliveries().settle();
      assertThat(rig.settled()).allMatch(d -> d.state().equals("done"));
      List<RunRow> runs = rig.database.inTransaction(tx -> tx.runs().newest(10));
      assertThat(runs).hasSize(1);
    }
  }

  @Test
  void a_delivery_in_the_hands_of_one_that_is_no_more_is_taken_up_and_the_dead_change_nothing(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    try (HookRig rig = new HookRig(folder, postgres.fresh())) {
      rig.farm.close();
      boolean kept =
          rig.database.inTransaction(
              tx -> tx.deliveries().keep("11111111-dead", "ping", new byte[] {'{', '}'}));
      assertThat(kept).isTrue();
      DeliveryRows.Claimed dead =
          rig.database
              .inTransaction(tx -> tx.deliveries().claim(Duration.ofMillis(1)))
              .orElseThrow();
      DeliveryRows.Claimed heir =
          HookRig.awaited(
              () -> rig.database.inTransaction(tx -> tx.deliveries().claim(Duration.ofMinutes(1))),
              () -> "the lease that ended");
      assertThat(heir.turn()).isEqualTo(dead.turn() + 1);
      rig.database.useTransaction(
          tx -> {
            assertThat(tx.deliveries().held(dead)).isFalse();
            tx.deliveries().done(dead, "by the dead");
            assertThat(tx.deliveries().renew(dead, Duration.ofMinutes(1))).isFalse();
            assertThat(tx.deliveries().held(heir)).isTrue();
            tx.deliveries().done(heir, "by the heir");
          });
      assertThat(rig.last()).isEqualTo("by the heir");
      List<DeliveryRow> done =
          rig.database.inTransaction(tx -> tx.deliveries().newest(Optional.of("done"), 9));
      assertThat(done).hasSize(1);
      assertThat(List.copyOf(rig.deliveries())).hasSize(1);
    }
  }
}
