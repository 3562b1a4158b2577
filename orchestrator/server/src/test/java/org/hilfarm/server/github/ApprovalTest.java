package org.hilfarm.server.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.wire.runapi.AuditView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whose firmware waits, and who lets it onto the boards. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class ApprovalTest {
  private final HookRig rig;
  private final FakeAgent agent;

  ApprovalTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh());
    agent = new FakeAgent(rig.farm);
    agent.hello(board(PICO, "P1"));
    rig.gitHub.world().permit(rig.gitHub.upstream(), "tannewt", "write");
    rig.gitHub.world().permit(rig.gitHub.upstream(), "newcomer", "admin");
  }

  @AfterEach
  void close() {
    agent.close();
    rig.close();
  }

  private Pull waiting() throws Exception {
    Pull pull = rig.gitHub.events().open(Opening.newcomer("newcomer", "first"));
    rig.built(pull, PICO);
    rig.gate(pull, State.UNAPPROVED);
    return pull;
  }

  private Check check(Pull pull) {
    return rig.gitHub
        .world()
        .check(
            rig.gitHub.upstream(),
            pull.headSha(),
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
                rig.gitHub.world().now().toString()));
  }

  private List<String> audit() {
    return rig.database.inTransaction(tx -> tx.audit().newest(Long.MAX_VALUE, 100)).stream()
        .filter(a -> a.actor().startsWith("github"))
        .map(ApprovalTest::words)
        .toList()
        .reversed();
  }

  private static String words(AuditView a) {
    return "%s %s %s".formatted(a.actor(), a.deed(), a.said());
  }

  @Test
  void a_newcomer_waits_and_a_writer_s_button_lets_that_commit_and_no_other_pass()
      throws Exception {
    Pull pull = waiting();
    GateRow gate = rig.gate(pull, State.UNAPPROVED);
    assertThat(gate.reason())
        .isEqualTo("its author is new here, whose builds wait for an approval");
    assertThat(gate.tier()).isEqualTo("T3");
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    rig.gitHub.events().action(check(pull), "approve", "tannewt");
    rig.gate(pull, State.RUN);
    Pull pushed = rig.gitHub.events().push(pull);
    rig.built(pushed, PICO);
    rig.gate(pushed, State.UNAPPROVED);
    rig.gitHub.events().action(check(pull), "approve", "tannewt");
    assertThat(rig.last()).isEqualTo("nothing at this commit waits for an approval");
    assertThat(rig.gate(pushed, State.UNAPPROVED).run()).isEmpty();
    assertThat(audit())
        .anyMatch(a -> a.equals("github:tannewt commit.approved by button, write, #1"))
        .anyMatch(a -> a.startsWith("github approval.voided superseded: #1 stands at "));
  }

  @Test
  void a_reader_is_refused_and_so_is_the_author_whatever_they_may_do() throws Exception {
    Pull pull = waiting();
    rig.gitHub.events().action(check(pull), "approve", "somebody");
    assertThat(rig.last())
        .isEqualTo("the approval by somebody is refused: write is needed, and GitHub says read");
    rig.gitHub.events().action(check(pull), "approve", "newcomer");
    assertThat(rig.last())
        .isEqualTo(
            "the approval by newcomer is refused: nobody approves what they wrote or pushed"
                + " themselves");
    assertThat(rig.gate(pull, State.UNAPPROVED).reason())
        .isEqualTo(
            "its author is new here, whose builds wait for an approval (an approval by newcomer"
                + " was refused: nobody approves what they wrote or pushed themselves)");
    assertThat(audit())
        .contains(
            "github:somebody approval.refused write is needed, and GitHub says read",
            "github:newcomer approval.refused nobody approves what they wrote or pushed"
                + " themselves");
  }

  @Test
  void what_somebody_may_is_asked_at_the_moment_they_click() throws Exception {
    Pull pull = waiting();
    rig.gitHub.world().permit(rig.gitHub.upstream(), "tannewt", "triage");
    rig.gitHub.events().action(check(pull), "approve", "tannewt");
    assertThat(rig.last()).endsWith("GitHub says triage");
    Storm storm =
        rig.gitHub
            .storm()
            .next(
                1000,
                Storm.asking("GET", "/repos/adafruit/circuitpython/collaborators/"),
                new Storm.Trouble.Instead(Answer.error(502, "Server Error")));
    rig.gitHub.world().permit(rig.gitHub.upstream(), "tannewt", "maintain");
    rig.gitHub.events().action(check(pull), "approve", "tannewt");
    HookRig.awaited(
        () ->
            rig.deliveries().stream()
                .filter(d -> d.state().equals("waiting") && !d.said().isEmpty())
                .findFirst(),
        () -> "a delivery that waits for GitHub");
    rig.gate(pull, State.UNAPPROVED);
    storm.over();
    rig.gate(pull, State.RUN);
  }

  @Test
  void the_label_of_a_writer_approves_before_the_build_is_there_too() throws Exception {
    Pull pull = rig.gitHub.events().open(Opening.newcomer("newcomer", "first"));
    rig.gitHub.events().label(pull, "bug", "tannewt");
    assertThat(rig.last()).isEqualTo("the label bug approves nothing");
    rig.gitHub.events().label(pull, "hil-ok", "somebody");
    assertThat(rig.last()).startsWith("the approval by somebody is refused");
    rig.gitHub.events().label(pull, "hil-ok", "tannewt");
    assertThat(rig.last()).isEqualTo("approved by tannewt");
    rig.built(pull, PICO);
    rig.gate(pull, State.RUN);
  }

  @Test
  void a_member_who_changes_how_it_is_built_waits_too() throws Exception {
    Pull pull =
        rig.gitHub
            .events()
            .open(
                new Opening(
                    "dhalbert/circuitpython",
                    "ci",
                    "Change CI",
                    "MEMBER",
                    List.of("main.c", ".github/workflows/build.yml")));
    rig.built(pull, PICO);
    assertThat(rig.gate(pull, State.UNAPPROVED).reason())
        .isEqualTo(
            "it changes .github/workflows/build.yml (.github/**), which waits for an approval");
  }

  @Test
  void another_run_is_made_for_a_writer_and_for_nobody_else() throws Exception {
    Pull pull = rig.gitHub.events().open(Opening.member("dhalbert", "fix"));
    rig.built(pull, PICO);
    GateRow first = rig.gate(pull, State.RUN);
    rig.gitHub.events().rerun(check(pull), "tannewt");
    assertThat(rig.last()).isEqualTo("this commit is being tested");
    agent.pass(agent.work("P1"));
    rig.gitHub.events().rerun(check(pull), "somebody");
    assertThat(rig.last())
        .isEqualTo("somebody may not ask for another run: write is needed, and GitHub says read");
    rig.gitHub.events().action(check(pull), "rerun_failed", "tannewt");
    GateRow again =
        HookRig.awaited(
            () -> rig.gate(rig.commit(pull)).filter(g -> !g.run().equals(first.run())),
            () -> "another run");
    assertThat(again.asked()).isEqualTo(1);
    assertThat(again.state()).isEqualTo(State.RUN);
  }
}
