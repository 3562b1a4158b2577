package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.RecoveryCalls.end;
import static org.hilfarm.server.fixture.RecoveryCalls.ordered;
import static org.hilfarm.server.fixture.RecoveryCalls.recovery;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.dashboard.BoardRoutes;
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
import org.hilfarm.wire.runapi.BoardOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of one board, over HTTP. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class BoardPageTest {
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http browser;

  BoardPageTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.farm =
        Orchestrator.start(
            new OrchestratorSettings(
                folder,
                "127.0.0.1",
                0,
                Optional.of(postgres.fresh()),
                TestData.trusted(),
                Patience.usual(),
                1,
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
          new CaseRoutes(farm.runs(), farm.access(), new AttemptSeeds(farm.seed())),
          new BoardRoutes(farm.runs().boardPasts(), farm.access(), Optional.empty()));
    }
  }

  @AfterEach
  void close() {
    browser.close();
    agent.close();
    farm.close();
  }

  private RunId submit(String name) throws Exception {
    HttpResponse<byte[]> answer =
        browser.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=" + name);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private String page(String path) throws Exception {
    return page(path, 200);
  }

  private String page(String path, int status) throws Exception {
    HttpResponse<byte[]> answer = browser.page(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    return new String(answer.body(), UTF_8);
  }

  @Test
  void a_board_that_never_worked_says_what_it_is_and_no_more() throws Exception {
    agent.hello(board(PICO, "P1"));
    assertThat(page("/boards/P1"))
        .contains("<h1><span class=\"mono\">P1</span></h1>", "raspberry_<wbr>pi_<wbr>pico", "rack")
        .contains("<span class=\"pill ready\">ready</span>")
        .contains("Written 0 times in all", "at fault in 0 of 0 attempts", "Nothing yet.")
        .doesNotContain("id=\"resets\"", "id=\"ladder\"", "id=\"scripts\"");
  }

  @Test
  void what_it_works_on_is_said_and_led_to() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit("PR%201");
    WorkOffer unused = agent.work("P1");
    assertThat(page("/boards/P1"))
        .contains("<span class=\"pill leased\">leased</span>")
        .contains("It works on <a href=\"/runs/" + run + "\">PR 1</a>")
        .contains("<span class=\"pill running\">running</span>");
  }

  @Test
  void attempts_are_told_with_their_faults_resets_and_the_scripts_that_failed() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit("PR%201");
    agent.rackFault(agent.work("P1"));
    WorkOffer again = agent.work("P1");
    assertThat(agent.deliver(again, new CaseReports(agent, again).report()).statusCode())
        .isEqualTo(200);

    assertThat(page("/boards/P1"))
        .contains("Written 2 times in all, 2 times in the last 7 days.")
        .contains(
            "The rack was at fault in 1 of 2 attempts in the last 30 days (50.0 of 100); 1 in all.")
        .contains("attempts on 1 day; the rack at fault on 1: 1 of 2 on ")
        .contains("FLASH_FAILED [rack]", "CHECK_FAILED [firmware]")
        .contains("1 passed; 1 failed")
        .contains("<a href=\"/runs/" + run + "/P1/watchdog/reset_bites\">")
        .contains("failed 1 of 1 time", "no image both passed and failed it")
        .contains("<th scope=\"row\">watchdog left unfed</th><td>0</td>")
        .contains("<th scope=\"row\">a new image</th><td>1</td><td> 0</td><td> 0</td>")
        .doesNotContain("nobody knows");
  }

  @Test
  void recoveries_and_quarantines_are_told_with_each_rung() throws Exception {
    agent.hello(board(PICO, "P1"));
    assertThat(recovery(agent).statusCode()).isEqualTo(204);
    try (Http operator = Http.operator(farm)) {
      assertThat(
              operator.post("/api/v1/boards/demo/P1/heal", new BoardOrder("a test")).statusCode())
          .isEqualTo(200);
      assertThat(page("/boards/P1"))
          .contains("<span class=\"pill recovering\">", "by hand: a test");
      assertThat(end(agent, ordered(agent).token(), false).statusCode()).isEqualTo(200);
    }
    assertThat(page("/boards/P1"))
        .contains("<span class=\"pill quarantined\">quarantined</span>", "look at its cable")
        .contains("Sent into recovery 1 time, quarantined 1 time, the last time at ")
        .contains("port power cycle: taken 1 times, helped 1, 4.2 s on the average")
        .contains("<span class=\"pill passed\">helped</span>", "it came back");
  }

  @Test
  void attempts_have_pages_and_each_leads_to_the_next() throws Exception {
    agent.hello(board(PICO, "P1"));
    for (int n = 1; n <= 26; n++) {
      RunId unused = submit("build%20" + n);
      assertThat(agent.pass(agent.work("P1")).statusCode()).isEqualTo(200);
    }
    String newest = page("/boards/P1");
    assertThat(newest)
        .contains(">build 26<", ">build 2<")
        .doesNotContain(">build 1<", "The newest");
    String older = newest.replaceAll("(?s).*<a href=\"([^\"#]*)#attempts\">Older ones.*", "$1");
    assertThat(older).startsWith("/boards/P1?rack=demo&amp;before=");
    assertThat(page(older.replace("&amp;", "&")))
        .contains(">build 1<", "<a href=\"/boards/P1?rack=demo#attempts\">The newest</a>")
        .doesNotContain(">build 2<", "Older ones");
  }

  @Test
  void a_board_nobody_has_is_a_404_that_leads_back() throws Exception {
    agent.hello(board(PICO, "P1"));
    for (String path : List.of("/boards/P9", "/boards/no%20board", "/boards/%3Cb%3E")) {
      assertThat(page(path, 404)).as(path).contains("There is nothing here", "href=\"/\"");
    }
    for (String path :
        List.of("?rack=other", "?before=x", "?rack=A%2FB", "?before=99999999999999999999")) {
      assertThat(page("/boards/P1" + path, 404)).as(path).contains("href=\"/boards/P1\"");
    }
    assertThat(browser.head("/boards/P1").body()).isEmpty();
  }

  private static BoardStatus named(String serial) {
    BoardStatus board = board(PICO, "P1");
    return new BoardStatus(
        board.rack(),
        new SlotId("slot-" + serial.length()),
        new BoardSerial(serial),
        board.boardType(),
        board.abilities(),
        board.state(),
        board.reason(),
        board.since());
  }

  @Test
  void a_serial_is_text_whatever_it_looks_like_in_an_address() throws Exception {
    agent.hello(named(".."), named("pictures"), named("a:b"));
    assertThat(page("/boards/~..")).contains("<h1><span class=\"mono\">..</span></h1>");
    assertThat(page("/boards/a%3Ab")).contains("<h1><span class=\"mono\">a:b</span></h1>");
    assertThat(page("/boards/pictures")).contains("<h1><span class=\"mono\">pictures</span></h1>");
    agent.hello(named(".."));
    RunId run = submit("PR");
    WorkOffer offer = agent.work("..");
    HttpResponse<byte[]> stored = agent.deliver(offer, new CaseReports(agent, offer).report());
    assertThat(stored.statusCode()).as(new String(stored.body(), UTF_8)).isEqualTo(200);
    String address = "/runs/" + run + "/~../watchdog/reset_bites";
    assertThat(page("/boards/~..")).contains("href=\"" + address + "\"");
    assertThat(page(address)).contains("reset_<wbr>bites");
  }

  @Test
  void a_board_named_pictures_has_cases_and_a_run_has_its_pictures() throws Exception {
    agent.hello(board(PICO, "pictures"));
    RunId run = submit("PR");
    WorkOffer offer = agent.work("pictures");
    assertThat(agent.deliver(offer, new CaseReports(agent, offer).report()).statusCode())
        .isEqualTo(200);
    String picture =
        page("/runs/" + run + "/pictures/watchdog/reset_bites")
            .replaceAll("(?s).*<img[^>]* src=\"([^\"]*)\".*", "$1");
    assertThat(picture).startsWith("/runs/" + run + "/pictures/").endsWith(".svg");
    assertThat(page(picture)).startsWith("<svg");
    assertThat(page("/runs/" + run + "/pictures/no_such", 404))
        .contains("an attempt at no_such on board pictures");
    assertThat(page("/runs/" + run + "/pictures/no-such.svg", 404))
        .contains("the picture no-such.svg");
  }

  private static BoardStatus moved(BoardStatus board, RackId rack) {
    return new BoardStatus(
        rack,
        board.slot(),
        board.serial(),
        board.boardType(),
        board.abilities(),
        board.state(),
        board.reason(),
        board.since());
  }

  @Test
  void a_board_that_was_moved_has_a_past_in_each_rack() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId unused = submit("before");
    assertThat(agent.pass(agent.work("P1")).statusCode()).isEqualTo(200);
    agent.hello();
    assertThat(page("/boards/P1"))
        .contains("Rack demo has this board no more", ">before<")
        .doesNotContain("was elsewhere too");
    RackId elsewhere = new RackId("elsewhere");
    try (FakeAgent other = new FakeAgent(Http.rack(farm), elsewhere)) {
      other.hello(moved(board(PICO, "P1"), elsewhere));
      assertThat(page("/boards/P1"))
          .contains("<span class=\"pill ready\">", "<a href=\"/boards/P1?rack=demo\">Rack demo</a>")
          .doesNotContain(">before<");
      assertThat(page("/boards/P1?rack=demo")).contains(">before<");
    }
  }
}
