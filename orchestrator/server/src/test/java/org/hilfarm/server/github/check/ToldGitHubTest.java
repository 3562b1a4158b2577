package org.hilfarm.server.github.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.OrchestratorSettings;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.gate.CheckName;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Bells;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.testing.github.Events.Opening;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.rest.Storm;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts reach a GitHub that is held against its own description, whatever it answers. */
@ExtendWith(TestPostgres.Shared.class)
class ToldGitHubTest {
  private static final Pace QUICK =
      new Pace(
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          Duration.ofMillis(80),
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofMillis(100));

  private final FakeGitHub gitHub;
  private final GitHubLink link;
  private final String url;
  private final Path folder;
  private final Database database;
  private final Bells bells;
  private final List<CheckOutbox> outboxes = new ArrayList<>();
  private Pull pull;
  private Orchestrator farm;
  private Http submitter;
  private FakeAgent agent;

  ToldGitHubTest(@TempDir Path folder, TestPostgres postgres) throws IOException {
    this.folder = folder;
    gitHub = new FakeGitHub(FakeGitHub.Setup.usual().watchedBy(Contract.watcher()));
    Path key = folder.resolve("app.pem");
    Files.writeString(key, gitHub.privateKey());
    link =
        new GitHubLink(
            URI.create(gitHub.url()),
            AppKey.read(Long.toString(gitHub.app().id()), key),
            InstantSource.system());
    url = postgres.fresh();
    database = Database.open(url);
    bells = new Bells(database);
  }

  @BeforeEach
  void a_farm_and_a_pull_request() throws Exception {
    pull = gitHub.events().open(Opening.newcomer("newcomer", "fix"));
    database.useTransaction(
        tx ->
            tx.repositories()
                .put(
                    new RepositoryRows.Known(gitHub.upstream().id(), "adafruit/circuitpython", 1)));
    farm =
        Orchestrator.start(
            new OrchestratorSettings(
                folder,
                "127.0.0.1",
                0,
                Optional.of(url),
                TestData.trusted(),
                Patience.usual(),
                1,
                List.of()));
    submitter = Http.submitter(farm);
    agent = new FakeAgent(farm);
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void stop() {
    outboxes.forEach(CheckOutbox::close);
    agent.close();
    submitter.close();
    farm.close();
    bells.close();
    database.close();
    link.close();
    gitHub.close();
  }

  private void outbox() {
    outboxes.add(
        new CheckOutbox(
            database,
            new RunStore(database, Patience.usual()),
            bells.gitHub(),
            new CheckSettings(
                new LinkDoor(link.checks(), InstantSource.system()),
                QUICK,
                "https://farm.example",
                true)));
  }

  private RunId submit() throws Exception {
    var accepted =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=x");
    RunId run = Json.read(accepted.body(), Accepted.class).run();
    database.useTransaction(
        tx -> {
          GateRow gate =
              tx.gates()
                  .open(
                      new GateRow.Commit(gitHub.upstream().id(), pull.headSha()),
                      GateRow.Kind.PUSH,
                      OptionalInt.empty(),
                      "the build is under way");
          tx.gates().put(gate.with(run, ""));
        });
    return run;
  }

  private List<Check> checks(String name) {
    return gitHub.world().checks(gitHub.upstream(), pull.headSha()).stream()
        .filter(c -> c.name().equals(name))
        .toList();
  }

  private Check awaits(String name, Predicate<Check> wanted) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    while (true) {
      long seen = bells.gitHub().rung();
      Optional<Check> check = checks(name).stream().filter(wanted).findFirst();
      if (check.isPresent()) {
        return check.get();
      }
      if (deadline.passed()) {
        throw new AssertionError("no such check within 60 s, but " + checks(name));
      }
      bells.gitHub().awaitAfter(seen, deadline.within(Duration.ofMillis(50)));
    }
  }

  /** Until the farm knows that GitHub has it: an answer may be lost after the deed. */
  private void untilTold(RunId run) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    while (true) {
      RunView view = submitter.get("/api/v1/runs/" + run, RunView.class);
      boolean all =
          view.checks().orElseThrow().stream()
              .allMatch(c -> c.conclusion().isPresent() && c.state().equals("sent"));
      if (all) {
        return;
      }
      assertThat(deadline.passed()).as("told: " + view.checks()).isFalse();
      bells.gitHub().awaitAfter(Long.MAX_VALUE, deadline.within(Duration.ofMillis(50)));
    }
  }

  private static Predicate<Check> concluded(String conclusion) {
    return check -> check.conclusion().equals(Optional.of(conclusion));
  }

  @Test
  void a_verdict_arrives_once_through_storms_of_every_kind() throws Exception {
    RunId run = submit();
    outbox();
    outbox();
    awaits(CheckName.GATE, c -> c.status().equals("queued"));
    Storm storm = gitHub.storm();
    storm.next(3, 500);
    storm.next(2, Storm.asking("PATCH", "/repos/"), new Storm.Trouble.Lost());
    storm.limited(1, 429, Duration.ofSeconds(1)).limited(1, 403, Duration.ofSeconds(1));
    storm.next(3, 502);
    agent.pass(agent.work("P1"));

    Check gate = awaits(CheckName.GATE, concluded("success"));
    awaits("hil-test / raspberry_pi_pico", concluded("success"));
    untilTold(run);
    assertThat(storm.left()).isZero();
    assertThat(checks(CheckName.GATE)).hasSize(1);
    assertThat(checks("hil-test / raspberry_pi_pico")).hasSize(1);
    assertThat(gate.title()).isEqualTo("2 of 2 required pairs passed");
    assertThat(gate.text("details_url")).hasValue("https://farm.example/runs/" + run);
    assertThat(new String(submitter.get("/readyz").body(), UTF_8)).isEqualTo("ready\n");
  }

  @Test
  void an_answer_that_is_lost_makes_no_second_check_run() throws Exception {
    gitHub.storm().next(3, Storm.asking("POST", "/repos/"), new Storm.Trouble.Lost());
    submit();
    outbox();
    agent.pass(agent.work("P1"));
    awaits(CheckName.GATE, concluded("success"));
    awaits("hil-test / raspberry_pi_pico", concluded("success"));

    assertThat(checks(CheckName.GATE)).hasSize(1);
    assertThat(checks("hil-test / raspberry_pi_pico")).hasSize(1);
  }

  @Test
  void a_red_run_is_told_with_its_reason_remarks_and_buttons() throws Exception {
    RunId run = submit();
    outbox();
    while (submitter.get("/api/v1/runs/" + run, RunView.class).verdict().isEmpty()) {
      red("P1");
    }

    Check gate = awaits(CheckName.GATE, concluded("failure"));
    assertThat(gate.title()).startsWith("2 of 2 required pairs failed: ");
    assertThat(gate.annotations()).hasSize(2);
    assertThat(gate.actions())
        .extracting(a -> a.get("identifier"))
        .containsExactly("rerun_failed", "rerun_all");
    RunView view = submitter.get("/api/v1/runs/" + run, RunView.class);
    assertThat(view.checks().orElseThrow()).hasSize(2);
    assertThat(view.checks().orElseThrow()).allSatisfy(c -> assertThat(c.checkRun()).isPresent());
    assertThat(new String(Http.operator(farm).get("/metrics").body(), UTF_8))
        .contains("hil_github_checks");
  }

  /** Also what is run again fails. */
  private void red(String board) throws Exception {
    WorkOffer offer = agent.work(board);
    agent.deliver(
        offer,
        Reports.answer(
            offer, Reports.running(offer.image()), Reports.failed(FaultKind.CHECK_FAILED)));
  }

  @Test
  void a_GitHub_that_is_away_holds_up_no_run_and_hears_of_it_later() throws Exception {
    gitHub.storm().next(100_000, 503);
    RunId run = submit();
    outbox();
    agent.pass(agent.work("P1"));

    RunView view = submitter.get("/api/v1/runs/" + run, RunView.class);
    assertThat(view.verdict()).hasValue("mergeable");
    assertThat(submitter.get("/readyz").statusCode()).isEqualTo(200);
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (!view.checks().orElseThrow().getFirst().state().equals("error") && !deadline.passed()) {
      bells.gitHub().awaitAfter(Long.MAX_VALUE, deadline.within(Duration.ofMillis(50)));
      view = submitter.get("/api/v1/runs/" + run, RunView.class);
    }
    assertThat(view.checks().orElseThrow().getFirst().trouble()).isPresent();
    gitHub.storm().over();
    awaits(CheckName.GATE, concluded("success"));
  }
}
