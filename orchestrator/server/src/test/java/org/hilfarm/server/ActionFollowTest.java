package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.server.fixture.ActionRig;
import org.hilfarm.server.fixture.ActionStep;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Gates;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.fixture.WorkingAgent;
import org.hilfarm.server.postgres.GateRow.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How the action follows a run: what it waits for, what it ends, and what it leaves behind. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class ActionFollowTest {
  private static final String SOON = "0.05";
  private static final String NEWCOMERS = "a newcomer's @octocat ::error::x";

  private final ActionRig rig;
  private final Gates gates;

  ActionFollowTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new ActionRig(folder, postgres.fresh());
    gates = new Gates(rig.database());
    gates.known();
    gates.built();
  }

  @BeforeAll
  static void node_is_here() {
    ActionRig.needsNode();
  }

  @AfterEach
  void close() {
    gates.close();
    rig.close();
  }

  @Test
  void in_mode_pull_the_step_follows_the_build_that_the_farm_fetches_itself() throws Exception {
    try (WorkingAgent agent = new WorkingAgent(rig.farm(), "P1", new Outcome.Passed())) {
      gates.put(State.UNAPPROVED, NEWCOMERS, Optional.empty());
      Process begun = rig.pulling().begin();
      rig.awaitSaid(begun, "the farm: somebody must approve it first: a newcomer's");
      rig.fetched(gates);
      ActionStep.Ended ended = rig.step().ended(begun);
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs()).containsEntry("run-id", "r1").containsEntry("result", "passed");
      assertThat(ended.heard()).noneMatch(line -> line.contains("::error::x"));
    }
  }

  @Test
  void a_cancelled_job_in_mode_pull_leaves_the_run_that_the_farm_made_for_its_check()
      throws Exception {
    try (FakeAgent agent = new FakeAgent(rig.farm())) {
      agent.hello(board(PICO, "P1"));
      rig.fetched(gates);
      Process begun = rig.pulling().begin();
      rig.awaitSaid(begun, "run r1: queued");
      ActionRig.interrupt(begun);
      ActionStep.Ended ended = rig.step().ended(begun);
      assertThat(ended.code()).as(ended.said()).isEqualTo(130);
      assertThat(ended.outputs()).containsEntry("result", "cancelled");
      assertThat(ended.said()).contains("run r1 goes on without its job: " + rig.farm().url());
      assertThat(rig.step().post(ended).said()).isEmpty();
      assertThat(rig.run("r1").verdict()).isEmpty();
    }
  }

  @Test
  void in_mode_pull_a_step_that_does_not_wait_ends_though_nobody_has_approved_yet()
      throws Exception {
    gates.put(State.UNAPPROVED, NEWCOMERS, Optional.empty());
    ActionStep.Ended ended = rig.pulling().with("wait", "false").run();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.outputs()).containsEntry("result", "submitted").doesNotContainKey("run-id");
    assertThat(ended.said()).contains("the farm: somebody must approve it first");
  }

  @Test
  void a_run_that_takes_longer_than_the_step_may_is_told_as_that_and_goes_on() throws Exception {
    try (FakeAgent agent = new FakeAgent(rig.farm())) {
      agent.hello(board(PICO, "P1"));
      ActionStep.Ended ended = rig.pushing().with("timeout-minutes", SOON).run();
      assertThat(ended.code()).as(ended.said()).isEqualTo(4);
      assertThat(ended.outputs())
          .containsEntry("run-id", "r1")
          .containsEntry("result", "timed-out")
          .containsEntry("conclusion", "timed_out");
      assertThat(ended.summary()).startsWith("## HIL Farm: timed-out");
      assertThat(rig.step().post(ended).said()).isEmpty();
      assertThat(rig.run("r1").verdict()).isEmpty();
    }
  }

  @Test
  void a_build_that_nobody_approves_in_time_is_told_as_that_and_fails_as_the_workflow_wants()
      throws Exception {
    gates.put(State.UNAPPROVED, NEWCOMERS, Optional.empty());
    ActionStep.Ended ended = rig.pulling().with("timeout-minutes", SOON).run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.outputs())
        .containsEntry("result", "timed-out")
        .containsEntry("conclusion", "timed_out");
    assertThat(ended.heard())
        .anyMatch(
            l ->
                l.contains("::there is no run within 0.05 minutes: somebody must approve it first")
                    && l.startsWith("::error title="));
    assertThat(rig.pulling().with("fail-on", "failure").run().code()).isZero();
  }

  @Test
  void a_farm_that_goes_away_meanwhile_does_not_make_the_step_longer_than_it_may_be()
      throws Exception {
    try (FakeAgent agent = new FakeAgent(rig.farm())) {
      agent.hello(board(PICO, "P1"));
      Process begun = rig.pushing().with("timeout-minutes", "0.2").begin();
      rig.awaitSaid(begun, "run r1: queued");
      rig.farm().close();
      ActionStep.Ended ended = rig.step().ended(begun);
      assertThat(ended.code()).as(ended.said()).isEqualTo(4);
      assertThat(ended.outputs()).containsEntry("result", "timed-out");
    }
  }

  @Test
  void results_are_written_for_other_programs_where_the_workflow_says() throws Exception {
    try (WorkingAgent agent = new WorkingAgent(rig.farm(), "P1", new Outcome.Passed());
        Http browser = Http.submitter(rig.farm())) {
      ActionStep.Ended ended =
          rig.pushing()
              .with("junit-path", "results/xml/junit.xml")
              .with("ctrf-path", "ctrf.json")
              .run();
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs())
          .containsEntry("junit-path", "results/xml/junit.xml")
          .containsEntry("ctrf-path", "ctrf.json");
      Path workspace = rig.step().workspace();
      assertThat(Files.readString(workspace.resolve("results/xml/junit.xml")))
          .contains("<testsuites ", "name=\"heap/reload_keeps_heap\"")
          .isEqualTo(new String(browser.get("/api/v1/runs/r1/junit.xml").body(), UTF_8));
      assertThat(Files.readString(workspace.resolve("ctrf.json")))
          .contains("\"reportFormat\" : \"CTRF\"", "\"verdict\" : \"mergeable\"")
          .isEqualTo(new String(browser.get("/api/v1/runs/r1/ctrf.json").body(), UTF_8));
    }
  }

  @Test
  void results_that_cannot_be_written_are_told_and_change_no_verdict() throws Exception {
    try (WorkingAgent agent = new WorkingAgent(rig.farm(), "P1", new Outcome.Passed())) {
      ActionStep.Ended ended = rig.pushing().with("junit-path", "build/pico").run();
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs()).containsEntry("result", "passed").doesNotContainKey("junit-path");
      assertThat(ended.heard()).anyMatch(l -> l.startsWith("::warning::junit-path: EISDIR"));
    }
  }
}
