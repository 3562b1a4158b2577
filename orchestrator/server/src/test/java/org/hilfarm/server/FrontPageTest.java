package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The first page and a run's page of a farm that works. */
@ExtendWith(TestPostgres.Shared.class)
class FrontPageTest {
  private static RunId submit(Http submitter) throws Exception {
    var accepted =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=long");
    return Json.read(accepted.body(), Accepted.class).run();
  }

  private static String page(Http browser, String path) throws Exception {
    var answer = browser.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  @Test
  void a_board_shows_what_it_works_on_however_many_runs_came_since(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Orchestrator farm = Orchestrator.start(Farms.withPages(folder, url));
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm);
        var sql = DriverManager.getConnection(url);
        var statement = sql.createStatement()) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(browser);
      var unused = agent.renew(agent.work("P1"));
      assertThat(page(browser, "/")).contains("href=\"/runs/" + run + "\">long</a>: flashing");
      statement.execute(
          "insert into run (id, number, name, suite, plan, inputs, finished, verdict) select 'r' ||"
              + " n, n, 'newer', 'pr', '{}', inputs, now(),"
              + " '{\"is\":\"cancelled\",\"why\":\"nobody waits\"}' from run,"
              + " generate_series(101, 160) n");
      String crowded = page(browser, "/");
      assertThat(crowded).contains("href=\"/runs/" + run + "\">long</a>: flashing");
      assertThat(crowded.split("<a href=\"/runs/r1[0-9][0-9]\">newer</a>", -1)).hasSize(51);
      assertThat(crowded).contains("nobody waits", "pill cancelled");
    }
  }

  @Test
  void a_run_s_page_names_its_images_and_leads_to_its_files(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.withPages(folder, postgres.fresh()));
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(browser);
      assertThat(page(browser, "/runs/" + run)).contains("Images").doesNotContain("Downloads");
      while (browser.get("/api/v1/runs/" + run, RunView.class).verdict().isEmpty()) {
        agent.pass(agent.work("P1"));
      }
      String done = page(browser, "/runs/" + run);
      assertThat(done.indexOf("class=\"verdict mergeable\"")).isLessThan(done.indexOf("Downloads"));
      for (String file :
          new String[] {"junit.xml", "ctrf.json", "allure-results.zip", "transcripts.zip"}) {
        String address = "/api/v1/runs/" + run + "/" + file;
        assertThat(done).contains("href=\"" + address + "\"");
        assertThat(browser.head(address).statusCode()).isEqualTo(200);
      }
    }
  }
}
