package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The standing report of a branch, over HTTP. */
@ExtendWith(TestPostgres.Shared.class)
class BranchReportTest {
  private static final Branch MAIN = new Branch("adafruit/circuitpython", "main");

  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http browser;

  BranchReportTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.database = postgres.fresh();
    this.farm = Orchestrator.start(Farms.withPages(folder, database));
    this.agent = new FakeAgent(farm);
    this.browser = Http.submitter(farm);
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void close() {
    browser.close();
    agent.close();
    farm.close();
  }

  private void sql(String statement) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var made = connection.createStatement()) {
      made.execute(statement);
    }
  }

  private RunId reported() throws Exception {
    HttpResponse<byte[]> answer =
        browser.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=a%20push");
    RunId run = Json.read(answer.body(), Accepted.class).run();
    sql("update run set branch = '%s' where id = '%s'".formatted(MAIN, run));
    agent.pass(agent.work("P1"));
    Deadline soon = Deadline.after(Duration.ofMinutes(2));
    while (browser.get("/api/v1/runs/" + run, RunView.class).reportUrl().isEmpty()) {
      assertThat(soon.passed()).as("no report of run %s", run).isFalse();
      Pause.until(soon.within(Duration.ofMillis(100)));
    }
    return run;
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  @Test
  void a_branch_s_report_tells_of_its_newest_run_and_is_missing_where_none_is_kept()
      throws Exception {
    assertThat(browser.get(MAIN.address()).statusCode()).isEqualTo(404);
    assertThat(text(browser.get("/reports/branches")))
        .contains("No run of a branch has ended that is still kept");
    RunId first = reported();
    HttpResponse<byte[]> page = browser.get(MAIN.address());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(text(page)).contains("HIL Farm, branch adafruit/circuitpython/main");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(v -> assertThat(v).contains("default-src 'none'; script-src 'self'"));
    assertThat(text(browser.get("/runs/" + first)))
        .contains("<a href=\"" + MAIN.address() + "\">", "adafruit/circuitpython/main");

    RunId second = reported();
    assertThat(browser.get(MAIN.address()).statusCode()).isEqualTo(200);
    assertThat(text(browser.get(MAIN.address() + "widgets/executors.json")))
        .contains("run " + second, "../../../runs/" + second);
    assertThat(text(browser.get(MAIN.address() + "widgets/history-trend.json")))
        .contains("../../" + first + "/");

    assertThat(text(browser.get("/reports/branches/")))
        .contains("<a href=\"" + MAIN.address() + "\">adafruit/circuitpython/main</a>")
        .contains("<a href=\"/runs/" + second + "\">a push</a>")
        .contains("<span class=\"pill mergeable\">mergeable</span>")
        .doesNotContain("/runs/" + first);
    assertThat(text(browser.get("/"))).contains("href=\"/reports/branches\"");

    sql("update report set gone = clock_timestamp()");
    assertThat(text(browser.get("/reports/branches"))).doesNotContain(MAIN.address());
    HttpResponse<byte[]> gone = browser.get(MAIN.address());
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(text(gone))
        .contains("no run of it has ended that is still kept", "href=\"/\"")
        .contains("<a href=\"/reports/branches\">To all branches</a>");
    assertThat(browser.get(MAIN.address() + "widgets/executors.json").statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_no_branch_and_what_leads_out_of_its_report_is_not_there() throws Exception {
    for (String path :
        new String[] {
          "/reports/branches/main/",
          "/reports/branches/a~b~%3Cscript%3E/",
          "/reports/branches/a~b~..%2f..%2f..%2ftokens/",
          "/reports/branches/a~b~main/..%2f..%2ftokens%2frack",
          "/reports/branches/a~b~main/.newest"
        }) {
      HttpResponse<byte[]> answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(text(answer)).doesNotContain("<script>");
    }
  }
}
