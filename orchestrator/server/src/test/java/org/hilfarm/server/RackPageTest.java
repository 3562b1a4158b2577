package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the first page tells of boards: where they are, what waits for them, how they fared. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class RackPageTest {
  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http browser;
  private final Http operator;

  RackPageTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.withPages(folder, database));
    agent = new FakeAgent(farm);
    browser = Http.submitter(farm);
    operator = Http.operator(farm);
  }

  @AfterEach
  void close() {
    operator.close();
    browser.close();
    agent.close();
    farm.close();
  }

  private RunId submit(String name) throws Exception {
    var accepted =
        browser.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?name=" + name);
    return Json.read(accepted.body(), Accepted.class).run();
  }

  private String page(String path) throws Exception {
    var answer = browser.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  private static BoardReport startedTwice(WorkOffer offer) {
    BoardReport plain = Reports.answer(offer, Reports.running(offer.image()), Reports.passed());
    return new BoardReport(
        plain.job(),
        plain.attempt(),
        plain.rack(),
        plain.board(),
        plain.boardType(),
        plain.flash(),
        plain.scripts(),
        List.of(Reports.reset(1, Judgement.UNEXPECTED), Reports.reset(2, Judgement.EXPECTED)),
        List.of(),
        plain.started(),
        plain.finished());
  }

  @Test
  void slots_stand_where_the_rack_has_them() throws Exception {
    agent.hello(board(PICO, "Z9"), board(PICO, "A1"));
    String page = page("/");
    assertThat(page.indexOf("slot-Z9")).isPositive().isLessThan(page.indexOf("slot-A1"));
  }

  @Test
  void what_a_board_did_today_and_how_it_started_last_are_on_its_card() throws Exception {
    agent.hello(board(PICO, "P1"));
    assertThat(page("/")).contains("nothing in 30 days").doesNotContain("Last start");
    submit("starts");
    WorkOffer offer = agent.work("P1");
    assertThat(agent.deliver(offer, startedTwice(offer)).statusCode()).isEqualTo(200);
    assertThat(page("/"))
        .contains("Last start: WATCHDOG, after watchdog unfed <span class=\"pill expected\">")
        .contains("<path class=\"worked\" d=\"M145 13h4\">")
        .contains("1 job, no rack fault in 30 days");
  }

  @Test
  void a_fault_of_the_rack_is_a_higher_bar() throws Exception {
    agent.hello(board(PICO, "P1"));
    submit("faulty");
    agent.rackFault(agent.work("P1"));
    assertThat(page("/"))
        .contains("<path class=\"faulty\" d=\"M145 10h4\">")
        .contains("1 job, 1 rack fault on 1 day in 30 days");
  }

  @Test
  void a_quarantine_that_is_over_keeps_its_days() throws Exception {
    agent.hello(board(PICO, "P1"));
    order("quarantine");
    assertThat(page("/")).contains("1 day in quarantine in 30 days");
    age();
    order("release");
    assertThat(page("/?state=ready"))
        .contains("<path class=\"out\" d=\"M135 8h4M140 8h4M145 8h4\">")
        .contains("0 jobs, no rack fault, 3 days in quarantine in 30 days");
  }

  private void order(String order) throws Exception {
    assertThat(
            operator.post("/api/v1/boards/demo/P1/" + order, new BoardOrder("test")).statusCode())
        .isEqualTo(200);
  }

  /** As if it had been quarantined two days ago. */
  private void age() throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      statement.execute("update board_standing set since = since - interval '2 days'");
    }
  }

  @Test
  void whose_turn_is_next_is_told_for_each_type_of_board() throws Exception {
    agent.hello(board(PICO, "P1"));
    submit("first");
    RunId second = submit("second");
    WorkOffer offer = agent.work("P1");
    assertThat(page("/"))
        .contains("<td>1 job</td>", "<a href=\"/runs/" + second + "\">second</a>: position 1, 1")
        .contains("should end about ");
    agent.pass(offer);
    agent.pass(agent.work("P1"));
    assertThat(page("/")).doesNotContain("Whose turn is next");
  }

  @Test
  void a_search_that_is_too_long_is_told_on_each_page_that_takes_one() throws Exception {
    for (String page : new String[] {"/?rack=", "/?type=", "/?state=", "/history?script="}) {
      var answer = browser.get(page + "a".repeat(3000));
      assertThat(answer.statusCode()).as(page).isEqualTo(400);
      assertThat(new String(answer.body(), UTF_8))
          .contains("role=\"alert\"", "at most 120 characters, not 3000")
          .doesNotContain("a".repeat(200));
    }
  }

  @Test
  void who_watches_hears_that_a_board_came_and_that_a_run_did() throws Exception {
    try (var lines = browser.lines("/api/v1/boards/events")) {
      var events = lines.filter(l -> l.startsWith("data: ")).iterator();
      assertThat(events.next()).isEqualTo("data: changed");
      agent.hello(board(PICO, "P1"));
      assertThat(events.next()).isEqualTo("data: changed");
      submit("run");
      assertThat(events.next()).isEqualTo("data: changed");
    }
  }

  @Test
  void a_list_of_runs_reads_nothing_of_those_that_have_ended_but_their_ends() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId done = submit("done");
    while (browser.get("/api/v1/runs/" + done, RunView.class).verdict().isEmpty()) {
      agent.pass(agent.work("P1"));
    }
    submit("open");
    RunView[] listed = browser.get("/api/v1/runs", RunView[].class);
    assertThat(listed).extracting(RunView::name).containsExactly("open", "done");
    assertThat(listed[0].jobs()).isNotEmpty();
    assertThat(listed[1].verdict()).contains("mergeable");
    assertThat(listed[1].jobs()).isEmpty();
  }
}
