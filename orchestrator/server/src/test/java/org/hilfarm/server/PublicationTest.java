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

@ExtendWith(TestPostgres.Shared.class)
class PublicationTest {
  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void a_finished_run_gets_its_report_and_its_pages(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    OrchestratorSettings plain = Farms.settings(folder, postgres.fresh());
    OrchestratorSettings published =
        new OrchestratorSettings(
            folder,
            plain.host(),
            0,
            plain.jdbcUrl(),
            plain.trusted(),
            plain.patience(),
            1,
            List.of(new Publication()));
    try (Orchestrator farm = Orchestrator.start(published);
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      assertThat(text(browser.get("/"))).contains("slot-P1");
      var accepted =
          browser.submit(
              Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=%3Cscript%3Ex");
      var run = Json.read(accepted.body(), Accepted.class).run();
      agent.pass(agent.work("P1"));
      RunView done = watched(browser, "/api/v1/runs/" + run + "/events");

      assertThat(done.reportUrl()).contains(farm.url() + "/reports/" + run + "/");
      assertThat(done.reportDir().map(Path::of))
          .hasValueSatisfying(d -> assertThat(d).isDirectory());
      HttpResponse<byte[]> report = browser.get("/reports/" + run + "/");
      assertThat(report.statusCode()).isEqualTo(200);
      assertThat(report.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(v -> assertThat(v).contains("style-src 'self' 'unsafe-inline'"));
      assertThat(browser.get("/reports/" + run + "/app.js").statusCode()).isEqualTo(200);
      assertThat(browser.get("/reports/" + run + "/..%2f..%2ftokens%2frack").statusCode())
          .isIn(400, 404);
      assertThat(text(browser.get("/runs/" + run)))
          .contains("&lt;script")
          .doesNotContain("<script>x");
      assertThat(browser.get("/assets/farm.css").statusCode()).isEqualTo(200);
      assertThat(browser.get("/runs/nosuch").statusCode()).isEqualTo(404);
      headTellsTheTruth(browser, run);
      whoStraysGetsAWayBack(browser);
      assertThat(Files.isRegularFile(folder.resolve("reports/" + run + "/index.html"))).isTrue();
    }
  }

  private static void headTellsTheTruth(Http browser, RunId run) throws Exception {
    assertThat(browser.head("/runs/nosuch").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> report = browser.head("/reports/" + run + "/");
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(report.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(report.body()).isEmpty();
  }

  private static void whoStraysGetsAWayBack(Http browser) throws Exception {
    HttpResponse<byte[]> page = browser.page("/no/such%3Cb%3E");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(text(page)).contains("<a href=\"/\">", "the page /no/such").doesNotContain("<b>");
    assertThat(text(browser.get("/no/such"))).startsWith("{");
    assertThat(text(browser.page("/api/v1/runs/nosuch"))).startsWith("{");
  }

  private static RunView watched(Http http, String path) throws Exception {
    try (var lines = http.lines(path)) {
      String last =
          lines.filter(l -> l.startsWith("data: ")).reduce((one, two) -> two).orElseThrow();
      return Json.read(last.substring("data: ".length()), RunView.class);
    }
  }
}
