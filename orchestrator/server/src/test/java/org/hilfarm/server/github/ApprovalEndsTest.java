package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.world.Artifact;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ways around an approval that are none. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class ApprovalEndsTest {
  private final HookRig rig;
  private final FakeAgent agent;

  ApprovalEndsTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh());
    agent = new FakeAgent(rig.farm);
    agent.hello(board(PICO, "P1"));
    rig.gitHub.world().permit(rig.gitHub.upstream(), "tannewt", "write");
  }

  @AfterEach
  void close() {
    agent.close();
    rig.close();
  }

  private void press(Pull pull, String button) {
    Map<String, Object> said =
        Map.of(
            "name",
            "hil-test / gate",
            "head_sha",
            pull.headSha(),
            "status",
            "completed",
            "conclusion",
            "action_required",
            "completed_at",
            rig.gitHub.world().now().toString());
    Check check = rig.gitHub.world().check(rig.gitHub.upstream(), pull.headSha(), said);
    rig.gitHub.events().action(check, button, "tannewt");
  }

  /** A newcomer's, approved, whose firmware GitHub has only the name of. */
  private Pull approvedInVain() throws Exception {
    Pull pull = rig.gitHub.events().open(Opening.newcomer("newcomer", "first"));
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO), Artifact.Lies.EXPIRED);
    rig.gitHub.events().complete(run, "success");
    rig.gate(pull, State.UNAPPROVED);
    press(pull, "approve");
    rig.gate(pull, State.TIMED_OUT);
    return pull;
  }

  @Test
  void a_push_voids_an_approval_also_where_its_commit_was_judged_and_comes_back() throws Exception {
    Pull pull = approvedInVain();
    Pull pushed = rig.gitHub.events().push(pull);
    rig.gate(pushed, State.BUILDING);
    Pull back = rig.gitHub.events().forcePush(pushed, pull.commits());
    rig.settled();
    rig.built(back, PICO);
    assertThat(rig.gate(back, State.UNAPPROVED).reason())
        .isEqualTo("its author is new here, whose builds wait for an approval");
    press(back, "approve");
    rig.gate(back, State.RUN);
  }

  @Test
  void asking_again_is_no_approval() throws Exception {
    Pull pull = approvedInVain();
    Pull pushed = rig.gitHub.events().push(pull);
    rig.gate(pushed, State.BUILDING);
    Pull back = rig.gitHub.events().forcePush(pushed, pull.commits());
    press(back, "rerun_all");
    assertThat(rig.last()).isEqualTo("tannewt asked for another run, and it waits for an approval");
    assertThat(rig.gate(back, State.UNAPPROVED).reason())
        .isEqualTo("its approval has ended, so it waits for another");
  }

  @Test
  void who_pushes_right_after_a_build_does_not_choose_what_is_looked_at() throws Exception {
    Pull pull =
        rig.gitHub
            .events()
            .open(
                new Opening(
                    "dhalbert/circuitpython",
                    "ci",
                    "Change CI",
                    "CONTRIBUTOR",
                    List.of(".github/workflows/build.yml")));
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
    Pull harmless =
        rig.gitHub
            .world()
            .touch(
                rig.gitHub.world().push(pull, rig.gitHub.world().commit("Harmless", pull.author())),
                List.of("main.c"));
    rig.gitHub.events().complete(run, "success"); // before its webhook says that it was pushed to
    assertThat(rig.last()).isEqualTo("#1 has another head by now, or is closed");
    assertThat(rig.gate(pull, State.CANCELLED).run()).isEmpty();
    assertThat(rig.gate(harmless, State.BUILDING).run()).isEmpty();
  }

  @Test
  void a_member_s_pull_request_from_a_stranger_s_branch_waits_once_the_stranger_pushes()
      throws Exception {
    Opening opening =
        new Opening("stranger/circuitpython", "fix", "Take it over", "MEMBER", List.of("main.c"));
    Pull pull = rig.gitHub.events().open(opening, "dhalbert");
    rig.built(pull, PICO);
    rig.gate(pull, State.RUN);
    Pull pushed = rig.gitHub.events().push(pull, "stranger");
    rig.built(pushed, PICO);
    assertThat(rig.gate(pushed, State.UNAPPROVED).reason())
        .isEqualTo(
            "somebody else than its author pushed to stranger's branch, so it waits for an"
                + " approval");
    assertThat(rig.gate(pushed, State.UNAPPROVED).tier()).isEqualTo("T3");
  }
}
