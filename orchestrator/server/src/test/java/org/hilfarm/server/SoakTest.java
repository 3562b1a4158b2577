package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.dashboard.Pages;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.SoakView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A suite of three rounds, and what is left of it when it is cut. */
@ExtendWith(TestPostgres.Shared.class)
class SoakTest {
  private static final SuiteId SOAK = new SuiteId("soak");

  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;

  SoakTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    TrustedData all = TestData.trusted();
    Suite soak = new Suite(SOAK, List.of(HEAP), EmulatedUse.OFF, new Repeat.Rounds(3));
    Suite pr = new Suite(TestData.PR, List.of(HEAP));
    TrustedData trusted =
        new TrustedData(
            all.types(), Map.of(SOAK, soak, TestData.PR, pr), all.scripts(), all.library(), "c");
    farm =
        Orchestrator.start(
            new OrchestratorSettings(
                folder,
                "127.0.0.1",
                0,
                Optional.of(postgres.fresh()),
                trusted,
                Patience.usual(),
                1,
                List.of()));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void stop() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private RunId submit(SuiteId suite) throws Exception {
    var answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?suite=" + suite);
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  private Optional<String> rounds(RunId run) throws Exception {
    return view(run).soak().stream().map(SoakView::roundsRun).findFirst();
  }

  @Test
  void a_red_script_is_run_again_once_and_not_in_each_round() throws Exception {
    RunId run = submit(SOAK);
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    for (int round = 1; round <= 3; round++) {
      WorkOffer offer = agent.work("P1");
      agent.deliver(
          offer,
          Reports.answer(
              offer, Reports.running(offer.image()), Reports.failed(FaultKind.CHECK_FAILED)));
    }
    assertThat(view(run).verdict()).isEmpty();
    agent.pass(agent.work("P2"));
    assertThat(view(run).verdict()).contains("blocked");
    assertThat(view(run).reasons().getFirst())
        .contains(
            "Run again: fails 3 of 4 times with this build on 2 boards (demo/P1 3 of 3, demo/P2 0"
                + " of 1), with no other build to compare")
        .contains("rounds 1 to 3 of 3: it ended with CHECK_FAILED");
    assertThat(view(run).boards()).hasSize(4);
  }

  @Test
  void a_soak_is_green_only_after_its_last_round() throws Exception {
    RunId run = submit(SOAK);
    for (int round = 1; round <= 3; round++) {
      assertThat(view(run).verdict()).isEmpty();
      WorkOffer offer = agent.work("P1");
      assertThat(offer.lease().job()).hasToString(run + "-" + round);
      assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
      assertThat(rounds(run)).contains(round + " of 3 rounds run");
    }
    RunView done = view(run);
    assertThat(done.verdict()).contains("mergeable");
    assertThat(done.boards())
        .extracting(b -> b.round().orElseThrow())
        .containsExactly(new Round(1, 3), new Round(2, 3), new Round(3, 3));
  }

  @Test
  void a_cancelled_soak_keeps_its_rounds_and_says_how_many() throws Exception {
    RunId run = submit(SOAK);
    agent.pass(agent.work("P1"));
    WorkOffer second = agent.work("P1");
    submitter.post("/api/v1/runs/" + run + "/cancel", Map.of());
    assertThat(Json.read(agent.renew(second).body(), Renewal.Renewed.class).cancel()).isTrue();
    agent.deliver(
        second,
        Reports.answer(
            second,
            Reports.running(second.image()),
            new Outcome.NotRun(new Fault(FaultKind.CANCELLED, "cancelled"))));
    RunView cut = view(run);
    assertThat(cut.verdict()).contains("cancelled");
    assertThat(cut.boards()).hasSize(2);
    assertThat(cut.boards().getFirst().scripts().getFirst().status()).isEqualTo("passed");
    assertThat(rounds(run)).contains("1 of 3 rounds run");
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    assertThat(page(run)).contains("1 of 3 rounds run", "1 of 3 rounds passed");
  }

  @Test
  void a_soak_says_which_round_failed_and_goes_on() throws Exception {
    RunId run = submit(SOAK);
    agent.pass(agent.work("P1"));
    WorkOffer second = agent.work("P1");
    agent.deliver(
        second,
        Reports.answer(
            second, Reports.running(second.image()), Reports.failed(FaultKind.CHECK_FAILED)));
    agent.pass(agent.work("P1"));
    RunView done = view(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons())
        .singleElement()
        .asString()
        .contains("round 2 of 3: it ended with CHECK_FAILED");
    assertThat(done.soak().getFirst().failures())
        .containsExactly(new SoakView.SoakFailure(HEAP, "round 2 of 3"));
    assertThat(page(run)).contains("did not pass in round 2 of 3", "2 of 3 rounds passed");
  }

  @Test
  void a_soak_lets_other_runs_go_first_and_again_between_its_rounds() throws Exception {
    RunId soak = submit(SOAK);
    RunId before = submit(TestData.PR);
    assertThat(next()).startsWith(before + "-1");
    assertThat(next()).startsWith(soak + "-1");
    RunId meanwhile = submit(TestData.PR);
    assertThat(next()).startsWith(meanwhile + "-1");
    assertThat(next()).startsWith(soak + "-2");
    assertThat(next()).startsWith(soak + "-3");
    assertThat(view(soak).verdict()).contains("mergeable");
  }

  private String next() throws Exception {
    WorkOffer offer = agent.work("P1");
    agent.pass(offer);
    return offer.lease().job().value();
  }

  private String page(RunId run) throws Exception {
    return Pages.run(view(run));
  }
}
