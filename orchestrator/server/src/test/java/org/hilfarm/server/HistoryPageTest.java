package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of history, as a browser asks a farm with a past for it. */
@ExtendWith(TestPostgres.Shared.class)
class HistoryPageTest {
  private static final String DIGEST = "0".repeat(64);
  private static final String HOSTILE = "</td><script>alert(1)</script>";

  private final Orchestrator farm;
  private final Http browser;
  private final Connection sql;
  private int token;

  HistoryPageTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    farm = Orchestrator.start(Farms.withPages(folder, url));
    browser = Http.submitter(farm);
    sql = DriverManager.getConnection(url);
    execute("insert into artifact (digest, bytes) values ('%s', '')".formatted(DIGEST));
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
    browser.close();
    farm.close();
  }

  private void execute(String statement) throws SQLException {
    try (var executed = sql.createStatement()) {
      executed.execute(statement);
    }
  }

  private void run(int number, String suite) throws SQLException {
    execute(
        ("insert into run (id, number, name, suite, plan, inputs, finished, verdict) values ('r%d',"
                + " %d, 'n', '%s', '{}', '%s', now(), '{\"is\":\"undecided\",\"reasons\":[]}')")
            .formatted(number, number, suite, DIGEST));
  }

  /** So many days ago. */
  private void ended(int run, String type, String script, String outcome, int back)
      throws SQLException {
    token++;
    execute(
        ("insert into lease (token, attempt, rack, serial, expires, ended, ended_how) values (%d,"
                + " 1, 'demo', 'P1', now(), now(), 'reported')")
            .formatted(token));
    execute(
        ("insert into script_outcome (token, script, run, board_type, rack, serial, image, part,"
             + " outcome, stored) values (%d, '%s', 'r%d', '%s', 'demo', 'P1', 'image', 'planned',"
             + " '%s', now() - interval '%d days')")
            .formatted(token, script, run, type, outcome, back));
  }

  private void measured(String script, String type, String name, double value) throws SQLException {
    measured(script, type, name, "B", value);
  }

  private void measured(String script, String type, String name, String unit, double value)
      throws SQLException {
    execute(
        ("insert into script_measure select token, script, 1, run, board_type, '%s', '%s', %s from"
                + " script_outcome where token = %d and script = '%s' and board_type = '%s'")
            .formatted(name, unit, value, token, script, type));
  }

  private String page(String query, int status) throws Exception {
    HttpResponse<byte[]> answer = browser.get("/history" + query);
    assertThat(answer.statusCode()).as(query).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    return new String(answer.body(), UTF_8).replace("<wbr>", "");
  }

  @Test
  void scripts_on_board_types_are_told_day_by_day_with_counts_and_slopes() throws Exception {
    run(1, "pr");
    for (int back = 4; back >= 0; back--) {
      ended(1, "pico", "heap/a", back == 2 ? "failed" : "passed", back);
      measured("heap/a", "pico", "heap_free", 1000 + 10 * back);
    }
    ended(1, "magtag", "watchdog/b", "passed", 1);

    assertThat(page("", 200))
        .contains("2 pairs of script and board type in the last 30 days, the flakiest first.")
        .contains("1 of 1 images both passed and failed")
        .contains("4 of 5 runs passed: too few for a rate")
        .contains("failed on 1 of 5 days with runs: 1 of 1 on ")
        .contains("no failure on 1 day with runs")
        .contains("heap_free", "-10 B a day over 5 runs", "from 1040 B to 1000 B", "<polyline")
        .contains("aria-current=\"page\">History</a>", "<option value=\"magtag\">");
  }

  @Test
  void filters_narrow_the_page_without_any_script() throws Exception {
    run(1, "pr");
    run(2, "nightly-soak");
    ended(1, "pico", "heap/a", "passed", 0);
    ended(2, "pico", "watchdog/b", "failed", 0);
    ended(2, "magtag", "watchdog/b", "failed", 10);

    assertThat(page("?script=watchdog/", 200)).contains("watchdog/b").doesNotContain("heap/a");
    assertThat(page("?type=magtag", 200)).contains("watchdog/b").doesNotContain("heap/a");
    assertThat(page("?suite=pr", 200)).contains("heap/a").doesNotContain("watchdog/b");
    assertThat(page("?days=7", 200)).doesNotContain("<td class=\"wide\">magtag");
    assertThat(page("?days=7&type=magtag", 200))
        .contains("No script came to an end in the last 7 days that these filters let through")
        .contains("name=\"days\"", "value=\"7\"", "<form class=\"filters\" action=\"/history\"")
        .contains("<option value=\"nightly-soak\">")
        .doesNotContain("<script");
    assertThat(browser.get("/history").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action 'self'", "script-src 'self'");
  }

  @Test
  void a_filter_that_cannot_be_asked_for_is_told_on_the_page_and_never_obeyed() throws Exception {
    assertThat(page("?days=181", 400))
        .contains("days: must be 1 to 180", "role=\"alert\"", "<form class=\"filters\"");
    assertThat(page("?script=" + "a".repeat(3000), 400))
        .contains("script: at most 120 characters, not 3000");
    assertThat(page("?colour=red", 400)).contains("there is no filter \"colour\"");
    assertThat(page("?type=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", 400))
        .contains("type: not a valid board id")
        .doesNotContain("<script");
    assertThat(page("?suite=%00", 400)).contains("suite: not a valid suite id");
  }

  @Test
  void what_a_board_calls_its_measures_is_text_and_never_markup() throws Exception {
    run(1, "pr");
    ended(1, "pico", "heap/a", "passed", 0);
    measured("heap/a", "pico", HOSTILE + "\u202e", "B\u202e", 7);
    assertThat(page("", 200))
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script", "\u202e", "style=");
  }

  @Test
  void the_nights_of_a_schedule_stand_beside_each_other() throws Exception {
    Schedule nightly =
        new Schedule(
            new ScheduleId("nightly"),
            new Cron("0 3 * * *"),
            ZoneId.of("UTC"),
            TestData.SOAK,
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            true);
    execute(
        ("insert into schedule (id, definition, paused, considered) values ('nightly', '%s', true,"
                + " now())")
            .formatted(Json.write(nightly)));
    for (int night = 1; night <= 3; night++) {
      run(night, "soak");
      execute(
          ("insert into schedule_fire (schedule, due, how, run) values ('nightly',"
                  + " '2026-11-%02d 02:00Z', 'due', 'r%d')")
              .formatted(night, night));
      ended(night, "pico", "heap/a", night == 3 ? "failed" : "passed", 3 - night);
      measured("heap/a", "pico", "free", 1000 - night);
    }
    assertThat(page("", 200))
        .contains("Nights of nightly", "<a href=\"/runs/r3\">2026-11-03 02:00:00 UTC</a>")
        .contains("new failure: failed in 1 of 3 nights, first in r3")
        .contains("free: -1 B a night over 3 nights, from 999 to 997 B");
    assertThat(page("?suite=pr", 200)).doesNotContain("Nights of nightly");
    assertThat(page("?type=magtag", 200)).doesNotContain("new failure:");
  }

  @Test
  void the_page_of_flakiness_has_moved_here() throws Exception {
    HttpResponse<byte[]> moved = browser.get("/flaky");
    assertThat(moved.statusCode()).isEqualTo(301);
    assertThat(moved.headers().firstValue("Location")).hasValue("/history");
    assertThat(page("", 200)).contains("No script came to an end in the last 30 days.");
  }
}
