package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which of a long soak's jobs are told one by one. */
@ExtendWith(TestPostgres.Shared.class)
class SoakJobsTest {
  private static final int ROUNDS = 25;

  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;

  SoakJobsTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    farm =
        Orchestrator.start(
            new OrchestratorSettings(
                folder,
                "127.0.0.1",
                0,
                Optional.of(postgres.fresh()),
                TestData.soaking(ROUNDS),
                Patience.usual(),
                1,
                List.of()));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    agent.hello(board(PICO, "P1"), board(FEATHER, "F1"));
  }

  @AfterEach
  void stop() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private static List<String> jobs(RunView run) {
    return run.jobs().stream()
        .map(j -> "%s, %s, %s".formatted(j.boardType(), j.round().orElseThrow(), j.state()))
        .toList();
  }

  /** On the run's own page, and in the list of runs, which are read apart. */
  private void told(String... jobs) throws Exception {
    assertThat(jobs(submitter.get("/api/v1/runs/r1", RunView.class))).containsExactly(jobs);
    assertThat(jobs(submitter.get("/api/v1/runs", RunView[].class)[0])).containsExactly(jobs);
  }

  @Test
  void the_next_of_each_type_what_is_under_way_and_the_last_that_is_done() throws Exception {
    var answer =
        submitter.submit(
            Map.of(
                Firmware.fileName(PICO),
                Firmware.image(PICO),
                Firmware.fileName(FEATHER),
                Firmware.image(FEATHER)),
            "?suite=soak");
    assertThat(answer.statusCode()).isEqualTo(202);
    String pico = PICO.id().value();
    String feather = FEATHER.id().value();
    told(feather + ", round 1 of 25, waiting", pico + ", round 1 of 25, waiting");
    agent.pass(agent.work("P1"));
    agent.pass(agent.work("P1"));
    WorkOffer third = agent.work("P1");
    assertThat(third.lease().attempt()).isEqualTo(1);
    told(
        feather + ", round 1 of 25, waiting",
        pico + ", round 2 of 25, done",
        pico + ", round 3 of 25, leased",
        pico + ", round 4 of 25, waiting");
  }
}
