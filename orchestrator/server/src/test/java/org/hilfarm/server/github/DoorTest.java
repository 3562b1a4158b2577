package org.hilfarm.server.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.gate.CheckIntent;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.World;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.config.RunQuota;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Builds of every kind that come through GitHub's door, a quota of one run at once. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class DoorTest {
  private final HookRig rig;
  private final FakeAgent agent;

  DoorTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh(), DoorTest::rules);
    agent = new FakeAgent(rig.farm);
    agent.hello(board(PICO, "P1"));
  }

  private static GitHubRules rules(GitHubRules usual) {
    return new GitHubRules(
        usual.repositories(),
        usual.workflow(),
        usual.suite(),
        Set.of("main"),
        usual.approval(),
        usual.runsPerDay(),
        false,
        new RunQuota(1, 2));
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

  private Pull opened(String branch) {
    return rig.gitHub.events().open(Opening.member("dhalbert", branch));
  }

  private WorkflowRun pushed(Repository from, String branch, Commit commit) {
    return rig.gitHub
        .events()
        .start(
            rig.gitHub.events().buildWorkflow(),
            new WorkflowRun.Source("push", from, branch, commit.sha(), commit.author()));
  }

  @Test
  void a_push_to_a_branch_of_the_list_is_tested_and_trusted_and_no_other_is() throws Exception {
    World world = rig.gitHub.world();
    Commit commit = world.commit("Merge", world.user("tannewt"));
    WorkflowRun run = pushed(rig.gitHub.upstream(), "main", commit);
    GateRow.Commit main = new GateRow.Commit(rig.gitHub.upstream().id(), commit.sha());
    assertThat(rig.gate(main, State.BUILDING).kind()).isEqualTo(GateRow.Kind.PUSH);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
    rig.gitHub.events().complete(run, "success");
    GateRow gate = rig.gate(main, State.RUN);
    assertThat(gate.tier()).isEqualTo("T0");
    agent.pass(agent.work("P1"));
    assertThat(view(gate).verdict()).contains("mergeable");
    assertThat(view(gate).change()).isEmpty();
    RunId made = gate.run().orElseThrow();
    Optional<Branch> branch = rig.database.inTransaction(tx -> tx.branches().of(made));
    assertThat(branch).contains(new Branch("adafruit/circuitpython", "main"));
    Commit other = world.commit("Other", world.user("tannewt"));
    pushed(rig.gitHub.upstream(), "topic", other);
    assertThat(rig.last()).isEqualTo("builds of a push are not tested");
    pushed(world.repository("stranger/circuitpython", true), "main", other);
    assertThat(rig.last()).isEqualTo("builds of a push are not tested");
    assertThat(rig.gate(new GateRow.Commit(rig.gitHub.upstream().id(), other.sha()))).isEmpty();
  }

  @Test
  void an_image_that_was_uploaded_as_it_is_is_tested() throws Exception {
    Pull pull = opened("raw");
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, Firmware.fileName(PICO), Firmware.image(PICO));
    rig.gitHub.events().complete(run, "success");
    GateRow gate = rig.gate(pull, State.RUN);
    agent.pass(agent.work("P1"));
    assertThat(view(gate).verdict()).contains("mergeable");
  }

  @Test
  void an_image_as_it_is_that_breaks_a_rule_fails_the_gate() throws Exception {
    Pull pull = opened("raw");
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, Firmware.fileName(PICO), "no image".getBytes(UTF_8));
    rig.gitHub.events().complete(run, "success");
    assertThat(rig.gate(pull, State.FAILED).reason())
        .startsWith("the build breaks the farm's rules: ");
  }

  @Test
  void a_number_in_an_artifact_names_no_pull_request() throws Exception {
    Pull pull = opened("mine");
    Pull other = opened("another-s");
    WorkflowRun run = rig.gitHub.events().build(pull);
    rig.gitHub.events().upload(run, PICO.id().value(), HookRig.zip(PICO));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zipped, UTF_8)) {
      out.putNextEntry(new ZipEntry("pr_number"));
      out.write(Integer.toString(other.number()).getBytes(UTF_8));
    }
    rig.gitHub.events().upload(run, "pr_number", zipped.toByteArray());
    rig.gitHub.events().complete(run, "success");
    GateRow gate = rig.gate(pull, State.RUN);
    assertThat(gate.pullRequest()).hasValue(pull.number());
    assertThat(view(gate).change().orElseThrow().words()).contains("#" + pull.number() + " at ");
    assertThat(rig.gate(other, State.BUILDING).run()).isEmpty();
  }

  @Test
  void what_is_above_the_quota_waits_says_so_and_has_its_turn() throws Exception {
    Pull first = opened("first");
    rig.built(first, PICO);
    rig.gate(first, State.RUN);
    Pull second = opened("second");
    rig.built(second, PICO);
    String waits =
        "its build is there and waits: adafruit/circuitpython has 1 runs at once already, and its"
            + " quota is 1";
    HookRig.awaited(
        () -> rig.gate(rig.commit(second)).filter(g -> g.reason().equals(waits)),
        () -> "a gate that waits, was " + rig.gate(rig.commit(second)));
    assertThat(rig.gate(second, State.DUE).run()).isEmpty();
    assertThat(rig.intent(second)).hasValue(new CheckIntent.Waits(waits));
    agent.pass(agent.work("P1"));
    rig.timePasses();
    assertThat(rig.gate(second, State.RUN).run()).isPresent();
    agent.pass(agent.work("P1"));
    aDaysRunsAreEnough();
  }

  private void aDaysRunsAreEnough() throws Exception {
    Pull third = opened("third");
    rig.built(third, PICO);
    String waits =
        "its build is there and waits: adafruit/circuitpython has had 2 runs within 24 hours, and"
            + " its quota is 2";
    HookRig.awaited(
        () -> rig.gate(rig.commit(third)).filter(g -> g.reason().equals(waits)),
        () -> "a gate that waits for a day, was " + rig.gate(rig.commit(third)));
    rig.sql("update run set submitted = submitted - interval '24 hours'");
    rig.timePasses();
    assertThat(rig.gate(third, State.RUN).run()).isPresent();
  }

  @Test
  void where_the_App_leaves_what_is_open_ends_and_is_told_once_it_is_back() throws Exception {
    Pull pull = opened("fix");
    rig.built(pull, PICO);
    GateRow gate = rig.gate(pull, State.RUN);
    Pull building = opened("later");
    rig.gate(building, State.BUILDING);
    Answer suspended = Answer.error(403, "This installation has been suspended");
    Storm storm =
        rig.gitHub
            .storm()
            .next(
                1000,
                Storm.asking("GET", "/repos/adafruit/circuitpython/pulls"),
                new Storm.Trouble.Instead(suspended));
    rig.gitHub.events().installation("suspend");
    String why = "the farm's GitHub App was suspended there, so nobody can be told";
    assertThat(rig.last())
        .isEqualTo(
            "the App left [adafruit/circuitpython]: 2 open gates are ended, and their checks wait"
                + " until it is back");
    assertThat(rig.gate(pull, State.TIMED_OUT).reason()).isEqualTo(why);
    assertThat(rig.gate(building, State.TIMED_OUT).reason()).isEqualTo(why);
    assertThat(view(gate).verdict()).contains("cancelled");
    assertThat(rig.untold()).isEmpty();
    storm.over();
    rig.gitHub.events().installation("unsuspend");
    assertThat(rig.last()).isEqualTo("the App is at [adafruit/circuitpython again]");
    assertThat(rig.untold()).isNotEmpty();
  }

  @Test
  void another_installation_s_end_is_not_this_one_s() throws Exception {
    Pull pull = opened("fix");
    rig.gate(pull, State.BUILDING);
    rig.database.useTransaction(
        tx ->
            tx.repositories()
                .all()
                .forEach(
                    k ->
                        tx.repositories()
                            .put(
                                new RepositoryRows.Known(k.id(), k.name(), k.installation() + 1))));
    rig.gitHub.events().installation("deleted");
    assertThat(rig.last()).isEqualTo("the App left no repository that the farm knows");
    assertThat(rig.gate(pull, State.BUILDING).run()).isEmpty();
  }
}
