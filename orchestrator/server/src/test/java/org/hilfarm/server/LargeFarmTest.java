package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.LargeFarm;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the bench of the pages measures is a farm like any other, only larger. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class LargeFarmTest {
  private static final int RUNS = 120;
  private static final int BOARDS = 20;

  private static RunId tested(Path folder, String url) throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.withPages(folder, url));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      var accepted =
          submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=like");
      RunId run = Json.read(accepted.body(), Accepted.class).run();
      while (submitter.get("/api/v1/runs/" + run, RunView.class).verdict().isEmpty()) {
        agent.pass(agent.work("P1"));
      }
      return run;
    }
  }

  private static String page(Http browser, String path) throws Exception {
    var answer = browser.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  @Test
  void it_has_open_runs_boards_at_work_queues_and_a_past(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    LargeFarm.fill(url, tested(folder, url), RUNS, BOARDS);
    try (Orchestrator farm = Orchestrator.start(Farms.withPages(folder, url));
        Http browser = Http.submitter(farm)) {
      assertThat(page(browser, "/"))
          .contains("21 boards: 11 ready, 10 leased", "Last start: WATCHDOG", "Whose turn is next")
          .contains("build 121", "in quarantine in 30 days");
      assertThat(page(browser, "/runs/r121")).contains("Images");
      assertThat(page(browser, "/runs/r21")).contains("mergeable");
      assertThat(page(browser, "/history?days=180")).contains("the flakiest first");
      RunView[] listed = browser.get("/api/v1/runs", RunView[].class);
      assertThat(listed).hasSize(50).allMatch(run -> run.verdict().isEmpty());
      assertThat(browser.get("/api/v1/boards", BoardStatus[].class)).hasSize(BOARDS + 1);
    }
  }
}
