package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The orchestrator ends in the middle of a soak, and another one begins on its database. Nothing is
 * told to either at the end: what is not in the database by then is lost, as with a kill.
 */
@ExtendWith(TestPostgres.Shared.class)
class SoakCutTest {
  private static final SuiteId SOAK = new SuiteId("soak");

  private final OrchestratorSettings settings;

  SoakCutTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    TrustedData all = TestData.trusted();
    Suite soak = new Suite(SOAK, List.of(HEAP), EmulatedUse.OFF, new Repeat.Rounds(3));
    settings =
        new OrchestratorSettings(
            folder,
            "127.0.0.1",
            0,
            Optional.of(postgres.fresh()),
            new TrustedData(all.types(), Map.of(SOAK, soak), all.scripts(), all.library(), "c"),
            Patience.usual(),
            1,
            List.of());
  }

  /** What is left of a farm that ended in the second round. */
  private record Left(RunId run, WorkOffer second) {}

  private Left cutInTheSecondRound() throws Exception {
    try (Orchestrator farm = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      var answer =
          submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?suite=" + SOAK);
      RunId run = Json.read(answer.body(), Accepted.class).run();
      agent.pass(agent.work("P1"));
      return new Left(run, agent.work("P1"));
    }
  }

  @Test
  void the_rounds_that_ended_are_kept_and_the_one_under_way_counts_when_it_comes()
      throws Exception {
    Left left = cutInTheSecondRound();
    try (Orchestrator farm = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      assertThat(rounds(submitter, left.run())).isEqualTo("1 of 3 rounds run");
      assertThat(view(submitter, left.run()).verdict()).isEmpty();
      assertThat(agent.pass(left.second()).statusCode()).isEqualTo(200);
      agent.hello(board(PICO, "P1"));
      agent.pass(agent.work("P1"));
      assertThat(rounds(submitter, left.run())).isEqualTo("3 of 3 rounds run");
      assertThat(view(submitter, left.run()).verdict()).contains("mergeable");
    }
  }

  @Test
  void a_soak_cancelled_after_the_cut_keeps_what_it_measured() throws Exception {
    Left left = cutInTheSecondRound();
    try (Orchestrator farm = Orchestrator.start(settings);
        Http submitter = Http.submitter(farm)) {
      submitter.post("/api/v1/runs/" + left.run() + "/cancel", Map.of());
      RunView cut = view(submitter, left.run());
      assertThat(cut.verdict()).contains("cancelled");
      assertThat(cut.boards()).hasSize(1);
      assertThat(rounds(submitter, left.run())).isEqualTo("1 of 3 rounds run");
    }
  }

  private static RunView view(Http submitter, RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  private static String rounds(Http submitter, RunId run) throws Exception {
    return view(submitter, run).soak().getFirst().roundsRun();
  }
}
