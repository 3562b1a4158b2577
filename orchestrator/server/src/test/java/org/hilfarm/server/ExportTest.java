package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.RetentionRows;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class ExportTest {
  private static final List<String> FORMATS =
      List.of("junit.xml", "ctrf.json", "allure-results.zip", "transcripts.zip");

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static RunId submit(Http submitter) throws Exception {
    var accepted =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=x");
    return Json.read(accepted.body(), Accepted.class).run();
  }

  @Test
  void a_finished_run_is_exported_in_each_format(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()));
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"), board(PICO, "P2"));
      RunId run = submit(browser);
      for (String format : FORMATS) {
        var early = browser.get("/api/v1/runs/" + run + "/" + format);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(text(early)).contains("has no verdict yet");
      }
      agent.rackFault(agent.work("P1"));
      while (browser.get("/api/v1/runs/" + run, RunView.class).verdict().isEmpty()) {
        agent.pass(agent.work("P2"));
      }

      var junit = browser.get("/api/v1/runs/" + run + "/junit.xml");
      assertThat(junit.statusCode()).isEqualTo(200);
      assertThat(junit.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/xml");
      assertThat(text(junit))
          .contains("tests=\"3\" failures=\"0\" errors=\"0\"")
          .contains("flakyError")
          .contains("not applicable")
          .containsPattern("attempt [12] on demo/P2: passed");
      var ctrf = browser.get("/api/v1/runs/" + run + "/ctrf.json");
      assertThat(text(ctrf))
          .contains("\"verdict\" : \"mergeable\"")
          .containsPattern("\"flaky\" : [12]\\b");
      assertThat(browser.compressed("/api/v1/runs/" + run + "/ctrf.json")).isEqualTo(ctrf.body());
      var head = browser.head("/api/v1/runs/" + run + "/allure-results.zip");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("Content-Type")).hasValue("application/zip");
      List<String> names = names(browser.get("/api/v1/runs/" + run + "/allure-results.zip"));
      assertThat(names)
          .contains("allure-results/categories.json", "allure-results/executor.json")
          .anyMatch(n -> n.endsWith("-result.json"));
      assertThat(names(browser.get("/api/v1/runs/" + run + "/transcripts.zip")))
          .containsExactly("transcripts/README.txt");
      assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }
  }

  private static List<String> names(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void what_is_not_there_is_refused_with_words(@TempDir Path folder, TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, url));
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm);
        Database database = Database.open(url)) {
      assertThat(browser.get("/api/v1/runs/r77/junit.xml").statusCode()).isEqualTo(404);
      assertThat(browser.get("/api/v1/runs/%20/junit.xml").statusCode()).isEqualTo(400);
      agent.hello(board(PICO, "P1"));
      RunId run = submit(browser);
      agent.pass(agent.work("P1"));
      database.useTransaction(tx -> tx.retention().release(RetentionRows.Kind.SOAKS, run));

      var gone = browser.get("/api/v1/runs/" + run + "/ctrf.json");
      assertThat(gone.statusCode()).isEqualTo(410);
      assertThat(text(gone)).contains("too old to be kept");
      assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }
  }
}
