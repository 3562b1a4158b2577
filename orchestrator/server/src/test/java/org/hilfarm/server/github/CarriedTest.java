package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whose builds count for a commit, and whose gate it is. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class CarriedTest {
  private final HookRig rig;
  private final FakeAgent agent;

  CarriedTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh());
    agent = new FakeAgent(rig.farm);
    agent.hello(board(PICO, "P1"), board(FEATHER, "F1"));
  }

  @AfterEach
  void close() {
    agent.close();
    rig.close();
  }

  private Pull opened() {
    return rig.gitHub.events().open(Opening.member("dhalbert", "fix-i2c"));
  }

  private RunRow run(GateRow gate) {
    Optional<RunRow> row =
        rig.database.inTransaction(tx -> tx.runs().find(gate.run().orElseThrow()));
    return row.orElseThrow();
  }

  /** Its firmware came from a build of this commit, which was no success. */
  private WorkflowRun halfBuilt(Pull pull) throws Exception {
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
    rig.gitHub.events().complete(run, "failure");
    rig.gate(pull, State.CANCELLED);
    return run;
  }

  @Test
  void what_was_built_of_a_commit_that_was_pushed_away_counts_for_nothing() throws Exception {
    Pull pull = opened();
    halfBuilt(pull);
    World world = rig.gitHub.world();
    Pull rebased =
        rig.gitHub.events().forcePush(pull, List.of(world.commit("Rebased", pull.author())));
    rig.built(rebased, FEATHER);
    GateRow gate = rig.gate(rebased, State.RUN);
    assertThat(gate.carried()).isEmpty();
    assertThat(run(gate).plan().required()).allMatch(p -> p.boardType().equals(FEATHER.id()));
  }

  @Test
  void a_pull_request_of_more_commits_than_GitHub_lists_does_not_pass_as_if_nothing_was_built()
      throws Exception {
    Pull pull = opened();
    World world = rig.gitHub.world();
    List<Commit> history = new ArrayList<>();
    for (int i = 0; i < 251; i++) {
      history.add(world.commit("Commit " + i, pull.author()));
    }
    Pull firmware = rig.gitHub.events().forcePush(pull, history); // GitHub lists the first 250
    halfBuilt(firmware);
    Pull docs = rig.gitHub.events().push(firmware);
    rig.built(docs);
    assertThat(rig.gate(docs, State.TIMED_OUT).reason())
        .startsWith(
            "the pull request has more commits or builds than can be looked at (250 and 100), so"
                + " nobody knows what was built of ");
  }

  @Test
  void firmware_of_many_builds_ago_is_tested_still() throws Exception {
    Pull pull = opened();
    WorkflowRun first = halfBuilt(pull);
    for (int i = 0; i < 11; i++) {
      pull = rig.gitHub.events().push(pull);
      rig.gitHub.events().complete(rig.gitHub.events().build(pull), "failure");
    }
    pull = rig.gitHub.events().push(pull);
    rig.built(pull);
    assertThat(rig.gate(pull, State.RUN).carried())
        .isEqualTo("raspberry_pi_pico from run " + first.id());
  }

  @Test
  void after_more_builds_than_are_looked_at_nothing_passes_for_want_of_firmware() throws Exception {
    Pull pull = opened();
    rig.gate(pull, State.BUILDING);
    for (int i = 0; i <= 100; i++) {
      rig.gitHub.events().build(pull);
    }
    rig.built(pull);
    assertThat(rig.gate(pull, State.TIMED_OUT).reason())
        .startsWith("the pull request has more commits or builds than can be looked at");
  }

  @Test
  void what_was_built_for_a_closed_pull_request_counts_for_another_with_its_commits()
      throws Exception {
    Pull first = opened();
    WorkflowRun built = halfBuilt(first);
    rig.gitHub.events().close(first);
    Pull other = rig.gitHub.events().open(Opening.member("dhalbert", "the-same"));
    List<Commit> history = new ArrayList<>(first.commits());
    history.add(rig.gitHub.world().commit("Docs", first.author()));
    Pull second = rig.gitHub.events().forcePush(other, history);
    rig.built(second); // upstream's workflow builds what changed since the last commit that has one
    assertThat(rig.gate(second, State.RUN).carried())
        .isEqualTo("raspberry_pi_pico from run " + built.id());
  }

  @Test
  void two_pull_requests_with_one_head_have_one_gate_which_stays_with_the_one_that_is_left()
      throws Exception {
    Pull first = opened();
    Pull other = rig.gitHub.events().open(Opening.member("dhalbert", "the-same"));
    Pull second = rig.gitHub.events().forcePush(other, first.commits());
    assertThat(rig.last()).endsWith("which is #1's head too: that one's gate counts");
    rig.built(first, PICO);
    GateRow gate = rig.gate(first, State.RUN);
    assertThat(gate.pullRequest()).hasValue(1);
    rig.gitHub.events().close(first);
    rig.settled();
    GateRow kept = rig.gate(second, State.RUN);
    assertThat(kept.pullRequest()).hasValue(2);
    assertThat(kept.run()).isEqualTo(gate.run());
    agent.pass(agent.work("P1"));
    assertThat(run(gate).verdict()).isPresent();
    rig.gitHub.events().close(second);
    rig.settled();
    assertThat(rig.gate(second, State.RUN).run()).isEqualTo(gate.run());
  }
}
