package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.OrchestratorProcess;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.OwnPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several orchestrators on one PostgreSQL, each with a data folder of its own. */
@Timeout(300)
@ExtendWith(TestPostgres.Shared.class)
class ClusterTest {
  private final Path folder;
  private final TestPostgres postgres;

  ClusterTest(@TempDir Path folder, TestPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  private OrchestratorSettings settings(String name, String database) {
    return new OrchestratorSettings(
        folder.resolve(name),
        "127.0.0.1",
        0,
        Optional.of(database),
        TestData.trusted(),
        Patience.usual(),
        1,
        List.of(new Publication()));
  }

  private static RunId submit(Http submitter) throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    assertThat(answer.statusCode()).describedAs(text(answer)).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private static RunView reported(Http http, RunId run) throws Exception {
    try (var lines = http.lines("/api/v1/runs/" + run + "/events")) {
      String last = lines.filter(l -> l.startsWith("data: ")).reduce((a, b) -> b).orElseThrow();
      return Json.read(last.substring("data: ".length()), RunView.class);
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static WorkOffer work(FakeAgent agent) {
    try {
      return agent.work("P1");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_is_handed_to_one_is_done_by_way_of_another_and_read_on_both() throws Exception {
    String database = postgres.fresh();
    try (Orchestrator one = Orchestrator.start(settings("one", database));
        Orchestrator two = Orchestrator.start(settings("two", database));
        FakeAgent agentOfTwo = new FakeAgent(two);
        Http atOne = Http.submitter(one);
        Http atTwo = Http.of(two.url(), one.submitTokenFile())) {
      agentOfTwo.hello(board(PICO, "P1"));
      CompletableFuture<WorkOffer> waiting = CompletableFuture.supplyAsync(() -> work(agentOfTwo));
      RunId run = submit(atOne); // wakes the rack that waits at the other
      WorkOffer offer = waiting.join();
      assertThat(offer.run()).isEqualTo(run);
      try (FakeAgent sameAgentAtOne = new FakeAgent(Http.of(one.url(), two.rackTokenFile()))) {
        assertThat(sameAgentAtOne.renew(offer).statusCode()).isEqualTo(200);
        assertThat(sameAgentAtOne.pass(offer).statusCode()).isEqualTo(200);
      }
      assertThat(reported(atTwo, run).verdict()).contains("mergeable");
      for (Http http : List.of(atOne, atTwo)) {
        assertThat(http.get("/api/v1/runs/" + run, RunView.class).reportDir()).isPresent();
        HttpResponse<byte[]> report = http.get("/reports/" + run + "/");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(text(report)).contains("HIL Farm, run " + run);
        assertThat(http.get("/reports/" + run + "/data/suites.json").statusCode()).isEqualTo(200);
        assertThat(http.get("/api/v1/artifacts/" + offer.image().digest()).body())
            .isEqualTo(Firmware.image(PICO));
      }
      for (String name : List.of("one", "two")) {
        assertThat(folder.resolve(name + "/reports/" + run + "/index.html")).exists();
      }
    }
  }

  @Test
  void a_token_that_was_made_anew_ends_the_one_before_it_everywhere() throws Exception {
    String database = postgres.fresh();
    try (Orchestrator one = Orchestrator.start(settings("one", database))) {
      Path file = one.submitTokenFile();
      Path before = Files.copy(file, folder.resolve("before"));
      try (Http former = Http.of(one.url(), before)) {
        assertThat(former.submit(Map.of(), "").statusCode()).isEqualTo(400);
        Files.delete(file);
        try (Orchestrator again = Orchestrator.start(settings("one", database));
            Http now = Http.of(one.url(), file)) {
          assertThat(again.submitTokenFile()).isEqualTo(file);
          assertThat(former.submit(Map.of(), "").statusCode()).isEqualTo(401);
          assertThat(now.submit(Map.of(), "").statusCode()).isEqualTo(400);
        }
      }
    }
  }

  @Test
  void an_orchestrator_killed_in_the_middle_of_a_run_is_missed_by_nobody() throws Exception {
    String database = postgres.fresh();
    try (Orchestrator two = Orchestrator.start(settings("two", database));
        FakeAgent agent = new FakeAgent(two);
        Http atTwo = Http.submitter(two)) {
      RunId run;
      WorkOffer offer;
      try (OrchestratorProcess one =
              OrchestratorProcess.start(Files.createDirectory(folder.resolve("one")), database);
          FakeAgent atOne = new FakeAgent(one.rack());
          Http submitter = one.submitter()) {
        atOne.hello(board(PICO, "P1"));
        run = submit(submitter);
        offer = atOne.work("P1");
        one.kill();
      }
      assertThat(agent.renew(offer).statusCode()).isEqualTo(200);
      assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
      assertThat(agent.pass(offer).statusCode()).isEqualTo(200); // its answer may have been lost
      RunView done = reported(atTwo, run);
      assertThat(done.verdict()).contains("mergeable");
      assertThat(done.boards()).hasSize(1);
      assertThat(atTwo.get("/reports/" + run + "/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void its_own_postgresql_outlives_a_killed_farm_and_is_taken_over() throws Exception {
    Path data = Files.createDirectory(folder.resolve("own"));
    RunId run;
    try (OrchestratorProcess killed = OrchestratorProcess.start(data);
        FakeAgent agent = new FakeAgent(killed.rack());
        Http submitter = killed.submitter()) {
      agent.hello(board(PICO, "P1"));
      run = submit(submitter);
      killed.kill();
    }
    OrchestratorSettings own =
        new OrchestratorSettings(
            data,
            "127.0.0.1",
            0,
            Optional.empty(),
            TestData.trusted(),
            Patience.usual(),
            1,
            List.of());
    try (Orchestrator next = Orchestrator.start(own);
        FakeAgent agent = new FakeAgent(next);
        Http submitter = Http.submitter(next)) {
      agent.pass(agent.work("P1"));
      assertThat(submitter.get("/api/v1/runs/" + run, RunView.class).verdict())
          .contains("mergeable");
    }
  }

  /** A PostgreSQL that is stopped and started beneath a farm. */
  private static final class Restarted implements AutoCloseable {
    private final Path data;
    private OwnPostgres now;

    Restarted(Path data) {
      this.data = data;
      this.now = OwnPostgres.start(data, TestPostgres.program());
    }

    void stop() {
      now.close();
    }

    void start() {
      now = OwnPostgres.start(data, TestPostgres.program());
    }

    @Override
    public void close() {
      stop();
    }
  }

  @Test
  void while_postgresql_is_away_it_says_so_and_goes_on_by_itself_afterwards() throws Exception {
    try (Restarted postgresql = new Restarted(Files.createDirectory(folder.resolve("database")));
        Orchestrator farm = Orchestrator.start(settings("farm", postgresql.now.jdbcUrl()));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      WorkOffer offer = agent.work("P1");
      postgresql.stop();
      HttpResponse<byte[]> refused = agent.renew(offer);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("2");
      assertThat(Json.read(refused.body(), Refused.class).problems())
          .hasSize(2)
          .first()
          .asString()
          .startsWith("PostgreSQL does not answer: ");
      assertThat(submitter.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(submitter.get("/livez").statusCode()).isEqualTo(200);
      postgresql.start();
      assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
      assertThat(reported(submitter, run).verdict()).contains("mergeable");
      CompletableFuture<WorkOffer> waiting = CompletableFuture.supplyAsync(() -> work(agent));
      RunId next = submit(submitter);
      assertThat(waiting.join().run()).isEqualTo(next);
    }
  }
}
