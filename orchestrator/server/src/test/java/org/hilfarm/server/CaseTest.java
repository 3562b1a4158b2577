package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.dashboard.CaseRoutes;
import org.hilfarm.server.dashboard.PageRoutes;
import org.hilfarm.server.fixture.CaseReports;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.queue.AttemptSeeds;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.ReplayFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of one script on one board, over HTTP. */
@ExtendWith(TestPostgres.Shared.class)
class CaseTest {
  private static final long SEED = 7;

  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http browser;

  CaseTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.database = postgres.fresh();
    this.farm =
        Orchestrator.start(
            new OrchestratorSettings(
                folder,
                "127.0.0.1",
                0,
                Optional.of(database),
                TestData.trusted(),
                Patience.usual(),
                SEED,
                List.of(new PagesAlone())));
    this.agent = new FakeAgent(farm);
    this.browser = Http.submitter(farm);
  }

  /** The pages without the Allure report, which takes a Java of its own. */
  private record PagesAlone() implements Extension {
    @Override
    public RunFinished onFinished(Farm farm) {
      return run -> {};
    }

    @Override
    public List<Routes> routes(Farm farm) {
      return List.of(
          new PageRoutes(farm.runs(), farm.access(), farm.dataFolder(), run -> {}),
          new CaseRoutes(farm.runs(), farm.access(), new AttemptSeeds(farm.seed())));
    }
  }

  @AfterEach
  void close() {
    browser.close();
    agent.close();
    farm.close();
  }

  private RunId submit() throws Exception {
    agent.hello(board(PICO, "P1"));
    HttpResponse<byte[]> answer =
        browser.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=PR%201");
    return Json.read(answer.body(), Accepted.class).run();
  }

  /** What a board said on its console, and the page of its watchdog script. */
  private RunId reported(String console) throws Exception {
    RunId run = submit();
    WorkOffer offer = agent.work("P1");
    CaseReports reports = new CaseReports(agent, offer);
    reports.file("console", "text/plain", console.getBytes(UTF_8));
    reports.file("flasher", "text/plain", CaseReports.FLASHER.getBytes(UTF_8));
    reports.file("debug-uart.log", "text/plain", CaseReports.DEBUG_UART.getBytes(UTF_8));
    assertThat(agent.deliver(offer, reports.report()).statusCode()).isEqualTo(200);
    return run;
  }

  private static String address(RunId run, ScriptId script) {
    return "/runs/%s/P1/%s".formatted(run, script);
  }

  private String page(String path) throws Exception {
    HttpResponse<byte[]> answer = browser.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  /** The axis as a person reads it: time, who, what. */
  private static List<String> axis(String page) {
    return page.lines()
        .filter(l -> l.contains("<time "))
        .map(
            l ->
                l.replaceAll("</(th|td)><td[^>]*>", " | ")
                    .replaceAll("<[^>]*>", "")
                    .replace("&lt;", "<")
                    .strip())
        .toList();
  }

  @Test
  void everything_is_on_one_time_axis_and_every_line_has_its_time() throws Exception {
    String page = page(address(reported(CaseReports.CONSOLE), WATCHDOG));

    assertThat(axis(page))
        .containsExactly(
            "+0.000 s | farm | the attempt began",
            "about +1.000 s | flasher | the drive is sdb",
            "about +3.000 s | flasher | the bootloader left",
            "+3.000 s | usb | the board left the bus",
            "+3.500 s | usb | the board is back on the bus",
            "+4.000 s | rack | /dev/ttyACM0 opened",
            "+4.000 s | reset | start 1 after FLASHED, EXPECTED: as it should. Witnesses: reset"
                + " reason SOFTWARE.",
            "+10.000 s | farm | this script began",
            "+10.500 s | host | import hil",
            "+11.000 s | board | armed for 2 s",
            "+11.000 s | board | and waiting",
            "+11.500 s | board | \\x1e{\"n\":1,\"k\":\"ab\",\"is\":\"check\",\"what\":\"it is"
                + " armed\",\"ok\":true}",
            "+11.500 s | check | holds: it is armed",
            "about +11.500 s | check | holds: the host saw it: seen",
            "+12.000 s | board |"
                + " \\x1e{\"n\":2,\"k\":\"ab\",\"is\":\"measure\",\"name\":\"bite\",\"value\":2.1}",
            "+12.000 s | measure | bite = 2.100 s (right from 1.500 to 2)",
            "+13.000 s | debug uart | rst:0x8 (TG1WDT_SYS_RST)",
            "+13.000 s | power | the port has no power",
            "+13.250 s | power | the port has power again",
            "+14.000 s | reset | start 2 after WATCHDOG_UNFED, UNEXPECTED: not the watchdog's."
                + " Witnesses: reset reason POWER_ON; ROM line rst:0x1 (POWERON).",
            "+15.000 s | farm | this script ended",
            "+20.000 s | farm | heap/reload_keeps_heap ran for 1500 ms",
            "+60.000 s | farm | the attempt ended");
    assertThat(page)
        .contains("title=\"2026-11-22 08:00:11.500 UTC\"", "datetime=\"2026-11-22T08:00:11.500Z\"");
  }

  @Test
  void how_it_ended_what_it_measured_and_its_heap_stand_above_the_axis() throws Exception {
    RunId run = reported(CaseReports.CONSOLE);
    String page = page(address(run, WATCHDOG));
    assertThat(page)
        .contains(
            "<section class=\"verdict failed\"",
            "CHECK_FAILED: it ended with CHECK_FAILED [firmware: the author of the change]",
            "On board P1, a raspberry_pi_pico of rack demo.",
            "image sha256:" + Sha256.of(Firmware.image(PICO)),
            "It made 2 checks; all held.",
            "2.100 s (right from 1.500 to 2)",
            "<svg class=\"chart\"",
            "Free: 1,000 B before, 900 B after (-100 B).",
            "src=\"/runs/" + run + "/pictures/",
            "<a href=\"/runs/" + run + "\">");
    assertThat(page(address(run, HEAP)))
        .contains("<section class=\"verdict passed\"", "It made no check.");
  }

  @Test
  void a_run_leads_to_its_cases() throws Exception {
    RunId run = reported(CaseReports.CONSOLE);
    String page = page("/runs/" + run);
    String address = address(run, WATCHDOG) + "?attempt=1";
    assertThat(page)
        .contains("<a class=\"pill failed\" href=\"" + address + "\"")
        .contains("<th scope=\"row\" class=\"wide\"><a href=\"" + address + "\">");
    assertThat(page(address)).contains("<h1>watchdog/<wbr>reset_<wbr>bites");
  }

  @Test
  void what_a_board_says_is_text_and_nothing_obeys_it() throws Exception {
    String at = "2026-11-22T08:00:11Z < ";
    RunId run =
        reported(
            at
                + "<script>alert(1)</script><img src=x onerror=alert(2)>\n"
                + at
                + "\u001b]52;c;QUFB\u0007\n"
                + at
                + "abc\u202edef\n"
                + at
                + "</td></tr></table><h1>green</h1>\n");
    HttpResponse<byte[]> answer = browser.get(address(run, WATCHDOG));
    assertThat(new String(answer.body(), UTF_8))
        .contains("&lt;script&gt;alert(1)", "␛]52;c;QUFB␇", "abc\\u202edef", "&lt;h1&gt;green")
        .doesNotContain("<script>alert", "<img src=x", "<h1>green", "\u202e", "\u001b");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(v -> assertThat(v).contains("script-src 'self'", "style-src 'self'"));
  }

  @Test
  void of_a_console_of_many_mebibytes_the_ends_are_shown_and_the_file_is_whole() throws Exception {
    String line = "2026-11-22T08:00:11Z < " + "x".repeat(100) + "\n";
    String console =
        "2026-11-22T08:00:11Z < the first\n"
            + line.repeat(100_000)
            + "2026-11-22T08:00:12Z < the last\n";
    RunId run = reported(console);

    HttpResponse<byte[]> page = browser.get(address(run, WATCHDOG));
    assertThat(page.body()).hasSizeLessThan(400_000);
    List<String> axis = axis(new String(page.body(), UTF_8));
    assertThat(axis)
        .contains("+11.000 s | board | the first", "+12.000 s | board | the last")
        .filteredOn(l -> l.contains("left out"))
        .singleElement()
        .asString()
        .matches("\\+11.000 s \\| rack \\| … [0-9]+ more entries are left out here; the file.*");

    HttpResponse<byte[]> file = browser.get(address(run, WATCHDOG) + "/file-1?attempt=1");
    assertThat(Sha256.of(file.body())).isEqualTo(Sha256.of(console.getBytes(UTF_8)));
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"console.txt\"");
    assertThat(file.headers().firstValue("Content-Length"))
        .hasValue(Integer.toString(console.getBytes(UTF_8).length));
    assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(file.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(v -> assertThat(v).contains("sandbox"));
  }

  @Test
  void what_is_not_there_is_a_404_that_leads_back() throws Exception {
    RunId run = reported(CaseReports.CONSOLE);
    String here = address(run, WATCHDOG);
    for (String path :
        List.of(
            "/runs/r99/P1/watchdog/reset_bites",
            "/runs/" + run + "/P9/watchdog/reset_bites",
            "/runs/" + run + "/P1/watchdog/no_such_script",
            "/runs/" + run + "/P1/..%2f..%2ftokens",
            "/runs/" + run + "/P1/Wrong-Name",
            here + "?attempt=2",
            here + "?attempt=0",
            here + "?attempt=x",
            here + "?attempt=99999999999",
            here + "/file-9",
            here + "/replay.zip?attempt=3")) {
      HttpResponse<byte[]> answer = browser.get(path);
      String page = new String(answer.body(), UTF_8);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      if (answer.statusCode() == 404) {
        assertThat(page).as(path).contains("There is nothing here", "href=\"/\"");
      }
    }
    assertThat(new String(browser.get(here + "?attempt=2").body(), UTF_8))
        .contains("the newest is 1", "href=\"" + here + "\"", "href=\"/runs/" + run + "\"");
    assertThat(new String(browser.get(here + "s").body(), UTF_8))
        .contains("href=\"/runs/" + run + "\"");
    assertThat(browser.head(here + "?attempt=2").statusCode()).isEqualTo(404);
    assertThat(browser.head(here + "/replay.zip").body()).isEmpty();
  }

  @Test
  void each_attempt_has_its_page_and_the_newest_is_shown() throws Exception {
    RunId run = submit();
    agent.rackFault(agent.work("P1"));
    agent.rackFault(agent.work("P1"));
    agent.pass(agent.work("P1"));
    String here = address(run, WATCHDOG);

    String newest = page(here);
    assertThat(newest).contains("<section class=\"verdict passed\"");
    assertThat(newest.indexOf("3: attempt 3"))
        .isBetween(1, newest.indexOf("2: attempt 2"))
        .isLessThan(newest.indexOf("1: attempt 1"));
    assertThat(newest).contains("href=\"" + here + "?attempt=3\" aria-current=\"page\"");
    assertThat(page(here + "?attempt=1"))
        .contains("<section class=\"verdict failed\"", FaultKind.FLASH_FAILED + ": ")
        .contains("did not run: flashing ended with FLASH_FAILED");
  }

  @Test
  void files_that_were_too_old_to_be_kept_are_named_and_the_page_is_there() throws Exception {
    RunId run = reported(CaseReports.CONSOLE);
    sql("delete from attempt_file");
    sql(
        "delete from artifact where digest = '%s'"
            .formatted(Sha256.of(CaseReports.CONSOLE.getBytes(UTF_8))));
    String page = page(address(run, WATCHDOG));
    assertThat(page).contains("too old to be kept");
    assertThat(axis(page))
        .noneMatch(l -> l.contains("| board |"))
        .anyMatch(l -> l.contains("reset"));
    assertThat(browser.get(address(run, WATCHDOG) + "/file-1").statusCode()).isEqualTo(404);
  }

  @Test
  void the_bundle_to_replay_holds_all_that_the_attempt_was_made_of() throws Exception {
    RunId run = reported(CaseReports.CONSOLE);
    HttpResponse<byte[]> answer = browser.get(address(run, WATCHDOG) + "/replay.zip?attempt=1");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"replay-%s-P1-watchdog.reset_bites.zip\"".formatted(run));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");

    Map<String, byte[]> files = unzipped(answer.body());
    String image = "firmware/" + Firmware.fileName(PICO);
    assertThat(files.keySet())
        .containsExactly(
            "README.txt",
            "replay.json",
            "test-scripts/watchdog/reset_bites.py",
            "test-scripts/lib/hil.py",
            image);
    assertThat(file(files, image)).isEqualTo(Firmware.image(PICO));
    assertThat(new String(file(files, "test-scripts/watchdog/reset_bites.py"), UTF_8))
        .isEqualTo("import hil\n");
    assertThat(new String(file(files, "test-scripts/lib/hil.py"), UTF_8)).isEqualTo("# hil\n");
    ReplayFile json = Json.read(file(files, "replay.json"), ReplayFile.class);
    assertThat(json.image().digest()).isEqualTo(Sha256.of(Firmware.image(PICO)));
    assertThat(json.image().file()).contains(image);
    assertThat(json.board().serial().value()).isEqualTo("P1");
    assertThat(json.board().type()).isEqualTo(PICO.id());
    assertThat(json.seed())
        .isEqualTo(Long.toString(new AttemptSeeds(SEED).of(json.job(), json.attempt())));
    assertThat(json.outcome()).isEqualTo("failed");
    assertThat(new String(file(files, "README.txt"), UTF_8))
        .contains(
            Sha256.of(Firmware.image(PICO)).value(),
            "./farm replay replay-" + run + "-P1-watchdog.reset_bites.zip");
    assertThat(browser.get(address(run, WATCHDOG) + "/replay.zip").body()).isEqualTo(answer.body());
  }

  @Test
  void a_bundle_has_the_seed_its_attempt_had_whatever_the_farm_runs_with_by_now() throws Exception {
    RunId run = reported(CaseReports.CONSOLE);
    sql("update lease set seed = 1000");
    Map<String, byte[]> files =
        unzipped(browser.get(address(run, WATCHDOG) + "/replay.zip").body());
    ReplayFile then = Json.read(file(files, "replay.json"), ReplayFile.class);
    assertThat(then.seed())
        .isEqualTo(Long.toString(new AttemptSeeds(1000).of(then.job(), then.attempt())));
    assertThat(new String(file(files, "README.txt"), UTF_8))
        .contains("The seed in replay.json is the one the attempt had.");

    sql("update lease set seed = null");
    files = unzipped(browser.get(address(run, WATCHDOG) + "/replay.zip").body());
    ReplayFile now = Json.read(file(files, "replay.json"), ReplayFile.class);
    assertThat(now.seed())
        .isEqualTo(Long.toString(new AttemptSeeds(SEED).of(now.job(), now.attempt())));
    assertThat(new String(file(files, "README.txt"), UTF_8))
        .contains("The seed in replay.json is the one this farm would give it now");
  }

  private void sql(String statement) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var made = connection.createStatement()) {
      made.execute(statement);
    }
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private static Map<String, byte[]> unzipped(byte[] zip) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        files.put(e.getName(), in.readAllBytes());
      }
    }
    return files;
  }
}
