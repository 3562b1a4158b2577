package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.server.fixture.ActionRig;
import org.hilfarm.server.fixture.ActionStep;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.FakeWeb;
import org.hilfarm.server.fixture.Issuer;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.fixture.WorkingAgent;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is committed of the action, in a real Node, against a real farm. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class ActionTest {
  private final Path folder;
  private final Issuer issuer;
  private final Orchestrator farm;
  private final ActionStep step;
  private final ActionRig rig;

  ActionTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.folder = folder;
    rig = new ActionRig(folder, postgres.fresh());
    issuer = rig.issuer();
    farm = rig.farm();
    step = rig.step();
  }

  @BeforeAll
  static void node_is_here() {
    ActionRig.needsNode();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Outcome red(String text) {
    return new Outcome.Failed(new Fault(FaultKind.CHECK_FAILED, text));
  }

  @Test
  void a_build_that_is_pushed_and_passes_ends_with_0_and_says_so_everywhere() throws Exception {
    try (WorkingAgent agent = new WorkingAgent(farm, "P1", new Outcome.Passed())) {
      ActionStep.Ended ended = rig.pushing().run();
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs())
          .containsEntry("run-id", "r1")
          .containsEntry("run-url", farm.url() + "/runs/r1")
          .containsEntry("report-url", farm.url() + "/reports/r1")
          .containsEntry("result", "passed")
          .containsEntry("conclusion", "success")
          .containsEntry("failed", "0")
          .containsEntry("flaky", "0");
      assertThat(ended.outputs().get("total")).isEqualTo(ended.outputs().get("passed"));
      assertThat(ended.summary())
          .startsWith("## HIL Farm: passed")
          .contains("| raspberry\\_pi\\_pico | heap/reload\\_keeps\\_heap | ✅ passed |");
      ActionStep.Ended post = step.post(ended);
      assertThat(post.code()).isZero();
      assertThat(post.said()).isEmpty();
    }
    assertThat(rig.run("r1").verdict()).contains("mergeable");
  }

  @Test
  void what_a_board_says_is_no_command_no_markup_and_no_mention() throws Exception {
    String hostile =
        "::error::green %0A::add-mask::r1 ##[error]x </td><img src=x> @octocat #1 `|`"
            + " https://evil.example";
    try (WorkingAgent agent = new WorkingAgent(farm, "P1", red(hostile))) {
      ActionStep.Ended ended = rig.pushing().run();
      assertThat(ended.code()).as(ended.said()).isEqualTo(1);
      assertThat(ended.outputs())
          .containsEntry("result", "failed")
          .containsEntry("conclusion", "failure");
      assertThat(ended.said()).contains("::error::green");
      assertThat(ended.heard())
          .filteredOn(line -> line.contains("::") && !line.startsWith("::add-mask::hil_"))
          .allMatch(line -> line.startsWith("::error title="))
          .anyMatch(line -> line.startsWith("::error title=heap/reload_keeps_heap on raspberry"))
          .noneMatch(line -> line.contains("%0A::add-mask") && !line.contains("%250A"));
      assertThat(ended.summary())
          .contains("&lt;/td&gt;&lt;img src=x&gt;", "@\u200boctocat", "\\#1", "\\`\\|\\`")
          .doesNotContain("<img", "@octocat", "https://evil");
    }
  }

  @Test
  void whose_fault_it_is_decides_about_the_exit_code_as_the_workflow_wants() throws Exception {
    try (WorkingAgent agent = new WorkingAgent(farm, "P1", red("no"))) {
      ActionStep.Ended ended = rig.pushing().with("fail-on", "never").run();
      assertThat(ended.code()).isZero();
      assertThat(ended.outputs()).containsEntry("result", "failed");
      assertThat(ended.heard()).anyMatch(l -> l.startsWith("::warning::HIL Farm: failed, run r1"));
    }
  }

  @Test
  void a_job_that_is_cancelled_ends_its_run() throws Exception {
    try (FakeAgent agent = new FakeAgent(farm)) {
      agent.hello(board(PICO, "P1"));
      Process begun = rig.pushing().begin();
      rig.awaitSaid(begun, "run r1: queued");
      ActionRig.interrupt(begun);
      ActionStep.Ended ended = step.ended(begun);
      assertThat(ended.code()).as(ended.said()).isEqualTo(130);
      assertThat(ended.outputs()).containsEntry("result", "cancelled");
      assertThat(rig.run("r1").verdict()).contains("cancelled");
      assertThat(rig.run("r1").reasons().getFirst()).contains("cancelled by token t1 (a workflow)");
      assertThat(step.post(ended).said()).isEmpty();
    }
  }

  @Test
  void the_run_of_a_step_that_was_killed_is_ended_by_the_post_step() throws Exception {
    try (FakeAgent agent = new FakeAgent(farm)) {
      agent.hello(board(PICO, "P1"));
      Process begun = rig.pushing().begin();
      rig.awaitSaid(begun, "run r1: queued");
      begun.destroyForcibly();
      ActionStep.Ended ended = step.ended(begun);
      assertThat(rig.run("r1").verdict()).isEmpty();
      ActionStep.Ended post = step.post(ended);
      assertThat(post.code()).isZero();
      assertThat(post.said()).contains("run r1 is cancelled with its job");
      assertThat(rig.run("r1").verdict()).contains("cancelled");
    }
  }

  @Test
  void who_does_not_wait_leaves_the_run_alone() throws Exception {
    try (FakeAgent agent = new FakeAgent(farm)) {
      agent.hello(board(PICO, "P1"));
      ActionStep.Ended ended = rig.pushing().with("wait", "false").run();
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs())
          .containsEntry("result", "submitted")
          .containsEntry("run-id", "r1");
      assertThat(step.post(ended).said()).isEmpty();
      assertThat(rig.run("r1").verdict()).isEmpty();
    }
  }

  @Test
  void a_build_that_nobody_has_a_board_for_fails_unless_the_workflow_lets_it_pass()
      throws Exception {
    ActionStep.Ended ended = rig.pushing().run();
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.outputs())
        .containsEntry("result", "skipped")
        .containsEntry("conclusion", "failure");
    assertThat(ended.said()).contains("no rack of this farm has a board of the types");
    ActionStep.Ended skipped =
        new ActionStep(folder)
            .with("farm-url", farm.url())
            .with("mode", "push")
            .with("firmware", "build/pico/*.uf?")
            .with("token", rig.token("runs:submit"))
            .with("no-boards", "skip")
            .run();
    assertThat(skipped.code()).as(skipped.said()).isZero();
    assertThat(skipped.outputs()).containsEntry("conclusion", "skipped");
  }

  @Test
  void a_job_proves_who_it_is_with_its_identity_and_shows_no_secret() throws Exception {
    String identity = issuer.identity(Instant.now(), c -> {});
    try (FakeWeb gitHub = new FakeWeb();
        WorkingAgent agent = new WorkingAgent(farm, "P1", new Outcome.Passed())) {
      gitHub.says(
          "/token?job=1&audience=https%3A%2F%2Ffarm.example",
          Json.write(Map.of("value", identity)).getBytes(UTF_8));
      ActionStep.Ended ended =
          step.with("mode", "push")
              .with("firmware", "build/**/*.uf2")
              .with("audience", Issuer.AUDIENCE)
              .env("ACTIONS_ID_TOKEN_REQUEST_URL", gitHub.url() + "/token?job=1")
              .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "the-job's-own")
              .run();
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs()).containsEntry("result", "passed");
      assertThat(gitHub.asked()).singleElement().asString().endsWith(" Bearer the-job's-own");
      String ticket = ended.state().get("token");
      assertThat(ticket).startsWith("hilr_");
      assertThat(ended.said())
          .contains("::add-mask::" + identity, "::add-mask::" + ticket)
          .doesNotContain("the-job's-own");
      assertThat(ended.heard())
          .filteredOn(line -> !line.startsWith("::add-mask::"))
          .noneMatch(line -> line.contains(ticket) || line.contains(identity));
    }
  }

  @Test
  void a_job_without_identity_or_with_a_foreign_one_hears_what_to_do() throws Exception {
    step.with("mode", "push").with("firmware", "build/**/*.uf2").with("audience", Issuer.AUDIENCE);
    ActionStep.Ended none = step.run();
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.said()).contains("id-token: write", "start the workflow on workflow_run");
    String foreign = issuer.identity(Instant.now(), c -> c.claim("repository_id", "5"));
    try (FakeWeb gitHub = new FakeWeb()) {
      gitHub.says(
          "/token?audience=https%3A%2F%2Ffarm.example",
          Json.write(Map.of("value", foreign)).getBytes(UTF_8));
      ActionStep.Ended ended =
          step.env("ACTIONS_ID_TOKEN_REQUEST_URL", gitHub.url() + "/token")
              .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "x")
              .run();
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.said())
          .contains("the farm refuses this workflow", "(number 5) may not use this farm");
    }
  }

  @Test
  void inputs_that_are_wrong_are_told_all_at_once_before_anything_is_sent() throws Exception {
    ActionStep.Ended ended =
        step.with("farm-url", "http://farm.example")
            .with("mode", "pull")
            .with("wait", "perhaps")
            .with("timeout-minutes", "0")
            .with("fail-on", "always")
            .run();
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said())
        .contains(
            "farm-url: must begin with https://",
            "wait: must be true or false, not \"perhaps\"",
            "timeout-minutes: must be a number, 0.05 to 1440, not \"0\"",
            "fail-on: must be infra or failure or never",
            "run-id: say whose artifacts");
  }

  @Test
  void a_farm_that_is_not_well_is_asked_again_and_then_told_of() throws Exception {
    try (FakeWeb ill = new FakeWeb()) {
      ill.says(
          "/api/v1/runs?suite=pr&boards=&rack=&name=x", new FakeWeb.Answer(503, Map.of(), "no"));
      ActionStep.Ended ended =
          rig.pushing()
              .with("farm-url", ill.url())
              .with("name", "x")
              .with("client-retries", "2")
              .run();
      assertThat(ended.code()).as(ended.said()).isEqualTo(3);
      assertThat(ill.asked()).hasSize(3);
      assertThat(ended.said()).contains("/api/v1/runs: answered 503: no");
      assertThat(ended.outputs()).containsEntry("conclusion", "failure");
    }
  }

  @Test
  void a_farm_that_is_away_fails_no_workflow_that_asks_for_the_firmwares_fault_alone()
      throws Exception {
    try (FakeWeb ill = new FakeWeb()) {
      ill.says(
          "/api/v1/runs?suite=pr&boards=&rack=&name=x", new FakeWeb.Answer(503, Map.of(), "no"));
      ActionStep.Ended ended =
          rig.pushing()
              .with("farm-url", ill.url())
              .with("name", "x")
              .with("client-retries", "0")
              .with("fail-on", "failure")
              .run();
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.outputs()).containsEntry("result", "infra-error");
      assertThat(ended.heard()).anyMatch(l -> l.startsWith("::warning::POST "));
    }
  }

  @Test
  void a_farm_that_leads_elsewhere_is_not_followed() throws Exception {
    try (FakeWeb elsewhere = new FakeWeb();
        FakeWeb leads = new FakeWeb()) {
      leads.says(
          "/api/v1/runs?suite=pr&boards=&rack=&name=x",
          new FakeWeb.Answer(307, Map.of("Location", elsewhere.url() + "/mine"), "there"));
      ActionStep.Ended ended = rig.pushing().with("farm-url", leads.url()).with("name", "x").run();
      assertThat(ended.code()).isEqualTo(2);
      assertThat(elsewhere.asked()).isEmpty();
    }
  }
}
