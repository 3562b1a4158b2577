package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.world.Artifact;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a pull request to its run, by webhooks of our own GitHub. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class PullRequestLoopTest {
  private final HookRig rig;
  private final FakeAgent agent;

  PullRequestLoopTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh());
    agent = new FakeAgent(rig.farm);
    agent.hello(board(PICO, "P1"), board(FEATHER, "F1"));
  }

  @AfterEach
  void close() {
    agent.close();
    rig.close();
  }

  private RunView view(GateRow gate) throws Exception {
    try (Http http = Http.submitter(rig.farm)) {
      return http.get("/api/v1/runs/" + gate.run().orElseThrow(), RunView.class);
    }
  }

  private Pull opened() {
    return rig.gitHub.events().open(Opening.member("dhalbert", "fix-i2c"));
  }

  @Test
  void a_member_s_pull_request_is_tested_once_it_is_built() throws Exception {
    Pull pull = opened();
    assertThat(rig.gate(pull, State.BUILDING).reason()).isEqualTo("its build is not there yet");
    WorkflowRun build = rig.built(pull, PICO);
    GateRow gate = rig.gate(pull, State.RUN);
    assertThat(gate.tier()).isEqualTo("T1");
    assertThat(gate.build()).contains(new GateRow.Attempt(build.id(), 1));
    WorkOffer offer = agent.work("P1");
    agent.pass(offer);
    RunView run = view(gate);
    assertThat(run.verdict()).contains("mergeable");
    assertThat(run.change().orElseThrow().words())
        .isEqualTo("adafruit/circuitpython#1 at " + pull.headSha().substring(0, 10));
  }

  @Test
  void a_push_cancels_what_runs_and_the_new_head_is_judged() throws Exception {
    Pull pull = opened();
    WorkflowRun unused = rig.built(pull, PICO);
    GateRow before = rig.gate(pull, State.RUN);
    Pull pushed = rig.gitHub.events().push(pull);
    GateRow was = rig.gate(pull, State.CANCELLED);
    assertThat(was.reason())
        .isEqualTo("superseded: #1 stands at %s now".formatted(pushed.headSha().substring(0, 10)));
    assertThat(view(before).verdict()).contains("cancelled");
    rig.built(pushed, PICO);
    GateRow now = rig.gate(pushed, State.RUN);
    agent.pass(agent.work("P1"));
    assertThat(view(now).verdict()).contains("mergeable");
  }

  @Test
  void a_board_that_a_push_did_not_build_is_tested_with_what_was_built_before() throws Exception {
    Pull pull = opened();
    WorkflowRun first = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(first, PICO.id().value(), HookRig.zip(PICO));
    rig.gitHub.events().complete(first, "failure"); // the Feather's did not build
    assertThat(rig.gate(pull, State.CANCELLED).reason())
        .isEqualTo("its build ended as failure, so there is nothing to test: run " + first.id());
    Pull pushed = rig.gitHub.events().push(pull);
    rig.built(pushed, FEATHER);
    GateRow gate = rig.gate(pushed, State.RUN);
    assertThat(gate.carried()).isEqualTo("raspberry_pi_pico from run " + first.id());
    agent.pass(agent.work("P1"));
    agent.pass(agent.work("F1"));
    assertThat(view(gate).verdict()).contains("mergeable");
  }

  @Test
  void a_build_that_fails_or_is_skipped_never_passes_the_gate() throws Exception {
    for (String conclusion :
        new String[] {"failure", "skipped", "neutral", "cancelled", "timed_out", "stale"}) {
      Pull pull = rig.gitHub.events().open(Opening.member("dhalbert", "fix-" + conclusion));
      WorkflowRun run = rig.gitHub.events().build(pull);
      rig.gitHub.events().complete(run, conclusion);
      assertThat(rig.gate(pull, State.CANCELLED).reason()).contains(conclusion);
    }
  }

  @Test
  void without_firmware_there_is_nothing_to_test_and_with_expired_one_it_could_not_be()
      throws Exception {
    Pull docs = rig.gitHub.events().open(Opening.member("dhalbert", "docs"));
    rig.built(docs);
    assertThat(rig.gate(docs, State.SKIPPED).reason()).startsWith("nothing to test: ");
    Pull pull = opened();
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO), Artifact.Lies.EXPIRED);
    rig.gitHub.events().complete(run, "success");
    assertThat(rig.gate(pull, State.TIMED_OUT).reason())
        .isEqualTo(
            "GitHub has only the names left of the firmware of [raspberry_pi_pico]: have it built"
                + " again");
  }

  @Test
  void lying_artifacts_are_not_tested() throws Exception {
    Pull other = opened();
    lie(other, Artifact.Lies.digest("sha256:" + "0".repeat(64)));
    assertThat(rig.gate(other, State.TIMED_OUT).reason()).contains("artifact raspberry_pi_pico");
    Pull elsewhere = rig.gitHub.events().open(Opening.member("dhalbert", "elsewhere"));
    lie(elsewhere, Artifact.Lies.location("http://169.254.169.254/latest"));
    assertThat(rig.gate(elsewhere, State.TIMED_OUT).reason())
        .contains("redirected to 169.254.169.254");
    assertThat(rig.heard.lines())
        .anyMatch(l -> l.startsWith("WARN ") && l.contains("artifact raspberry_pi_pico"))
        .anyMatch(l -> l.startsWith("WARN ") && l.contains("redirected to 169.254.169.254"));
    Pull noZip = rig.gitHub.events().open(Opening.member("dhalbert", "no-zip"));
    WorkflowRun run = rig.gitHub.events().build(noZip);
    rig.gitHub.events().upload(run, PICO.id().value(), new byte[] {1, 2, 3});
    rig.gitHub.events().complete(run, "success");
    assertThat(rig.gate(noZip, State.FAILED).reason())
        .startsWith("the build breaks the farm's rules: ");
  }

  private void lie(Pull pull, Artifact.Lies lies) throws Exception {
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO), lies);
    rig.gitHub.events().complete(run, "success");
  }

  @Test
  void a_closed_pull_request_is_not_tested_and_a_reopened_one_is() throws Exception {
    Pull pull = opened();
    rig.built(pull, PICO);
    GateRow gate = rig.gate(pull, State.RUN);
    rig.gitHub.events().close(pull);
    assertThat(rig.gate(pull, State.CANCELLED).reason()).isEqualTo("#1 was closed");
    assertThat(view(gate).verdict()).contains("cancelled");
    Pull again = rig.gitHub.events().reopen(pull);
    assertThat(rig.gate(again, State.BUILDING).run()).isEqualTo(gate.run());
    rig.built(again, PICO);
    assertThat(rig.gate(again, State.RUN).run()).isNotEqualTo(gate.run());
  }

  @Test
  void a_rerun_of_the_build_takes_the_place_of_the_run() throws Exception {
    Pull pull = opened();
    WorkflowRun run = rig.built(pull, PICO);
    GateRow first = rig.gate(pull, State.RUN);
    WorkflowRun again = rig.gitHub.events().rerun(run);
    assertThat(rig.gate(pull, State.BUILDING).reason())
        .isEqualTo("its build is under way: run %d, attempt 2".formatted(run.id()));
    assertThat(view(first).verdict()).contains("cancelled");
    rig.gitHub.events().complete(again, "success");
    assertThat(rig.gate(pull, State.RUN).build()).contains(new GateRow.Attempt(run.id(), 2));
  }

  @Test
  void a_build_that_fails_when_made_again_takes_an_earlier_answer_back_whatever_webhooks_came()
      throws Exception {
    Pull docs = opened();
    WorkflowRun run = rig.built(docs);
    rig.gate(docs, State.SKIPPED);
    assertThat(rig.intent(docs)).containsInstanceOf(CheckIntent.NothingToTest.class);
    WorkflowRun again =
        rig.gitHub
            .world()
            .move(run, new WorkflowRun.Progress("in_progress", Optional.empty(), 2)); // nobody says
    rig.gitHub.events().complete(again, "failure");
    rig.gate(docs, State.CANCELLED);
    assertThat(rig.intent(docs)).containsInstanceOf(CheckIntent.CallsOff.class);
  }

  @Test
  void who_is_told_to_stay_away_while_fetching_tries_again_and_the_check_says_so()
      throws Exception {
    triedAgain(
        Answer.error(403, "You have exceeded a secondary rate limit.").with("Retry-After", "1"));
  }

  @Test
  void a_token_that_ends_while_much_is_fetched_is_replaced_and_the_build_fetched_again()
      throws Exception {
    triedAgain(Answer.error(401, "Bad credentials"));
  }

  private void triedAgain(Answer trouble) throws Exception {
    Pull pull = opened();
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
    String artifacts = "/repos/adafruit/circuitpython/actions/runs/%d/art".formatted(run.id());
    rig.gitHub.storm().next(1, Storm.asking("GET", artifacts), new Storm.Trouble.Instead(trouble));
    rig.gitHub.events().complete(run, "success");
    HookRig.awaited(
        () ->
            rig.intent(pull)
                .filter(CheckIntent.Waits.class::isInstance)
                .map(CheckIntent.Waits.class::cast)
                .filter(w -> w.why().startsWith("its build is fetched; not yet: GET ")),
        () -> "a check that says why it waits, was " + rig.intent(pull));
    rig.timePasses();
    rig.gate(pull, State.RUN);
  }

  @Test
  void a_merge_group_is_tested_where_its_workflow_builds_it_and_not_any_more_once_it_is_gone()
      throws Exception {
    Pull pull = opened();
    MergeGroup group = rig.gitHub.events().enqueue(pull);
    GateRow.Commit commit = new GateRow.Commit(rig.gitHub.upstream().id(), group.head().sha());
    assertThat(rig.gate(commit, State.BUILDING).kind()).isEqualTo(GateRow.Kind.MERGE_GROUP);
    WorkflowRun run = rig.gitHub.events().build(group);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
    rig.gitHub.events().complete(run, "success");
    GateRow gate = rig.gate(commit, State.RUN);
    assertThat(gate.tier()).isEqualTo("T0");
    rig.gitHub.events().destroy(group, "dequeued");
    assertThat(rig.gate(commit, State.CANCELLED).reason())
        .isEqualTo("the merge queue wants it no more: dequeued");
    assertThat(view(gate).verdict()).contains("cancelled");
  }
}
