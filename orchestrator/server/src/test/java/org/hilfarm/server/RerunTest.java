package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a red script is run again: planned, done in turn, lost, given up, and what it decides. */
@ExtendWith(TestPostgres.Shared.class)
class RerunTest {
  private final Path folder;
  private final String database;
  private Orchestrator farm;
  private FakeAgent agent;
  private Http submitter;

  RerunTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.database = postgres.fresh();
    this.folder = folder;
    this.farm = Orchestrator.start(Farms.settings(folder, database, Patience.usual()));
    this.agent = new FakeAgent(farm);
    this.submitter = Http.submitter(farm);
  }

  /** As after a kill -9: nothing but the database is left. */
  private void restart(Patience patience) throws Exception {
    close();
    farm = Orchestrator.start(Farms.settings(folder, database, patience));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
  }

  @AfterEach
  void close() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private RunId submit(Http who, String version, String query) throws Exception {
    byte[] image =
        Firmware.image(
            PICO, "Adafruit CircuitPython " + version + " on 2026-11-22; " + PICO.bannerName());
    HttpResponse<byte[]> answer = who.submit(Map.of(Firmware.fileName(PICO), image), query);
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private void setBaseline() throws Exception {
    agent.hello(board(PICO, "P1"));
    try (Http owner = Http.of(farm.url(), farm.baselineTokenFile())) {
      RunId run = submit(owner, "10.1.0", "?baseline=true");
      agent.pass(agent.work("P1"));
      assertThat(view(run).verdict()).contains("mergeable");
    }
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  /** A run whose heap script is red on P1, while these boards are at work. */
  private RunId redOnP1(String... serials) throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit(submitter, "10.2.0", "?name=PR");
    present(serials);
    heap(work("P1", run + "-1"), Reports.failed(FaultKind.CHECK_FAILED));
    return run;
  }

  private void present(String... serials) throws Exception {
    agent.hello(Arrays.stream(serials).map(s -> board(PICO, s)).toArray(BoardStatus[]::new));
  }

  private WorkOffer work(String serial, String job) throws Exception {
    WorkOffer offer = agent.work(serial);
    assertThat(offer.lease().job().value()).isEqualTo(job);
    return offer;
  }

  private void heap(WorkOffer offer, Outcome outcome) throws Exception {
    BoardReport all = Reports.answer(offer, Reports.running(offer.image()), Reports.passed());
    BoardReport report =
        new BoardReport(
            all.job(),
            all.attempt(),
            all.rack(),
            all.board(),
            all.boardType(),
            all.flash(),
            all.scripts().stream()
                .map(s -> s.script().equals(HEAP) ? Reports.script(HEAP, outcome) : s)
                .toList(),
            List.of(),
            List.of(),
            all.started(),
            all.finished());
    assertThat(agent.deliver(offer, report).statusCode()).isEqualTo(200);
  }

  private static Outcome red() {
    return Reports.failed(FaultKind.CHECK_FAILED);
  }

  private void runOut(WorkOffer offer) throws SQLException {
    sql(
        "update lease set expires = clock_timestamp() where token = "
            + offer.lease().token().value());
  }

  private void sql(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  private String one(String query) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var asked = connection.createStatement();
        var rows = asked.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private RunView finished(RunId run) throws Exception {
    try (var events = submitter.lines("/api/v1/runs/" + run + "/events")) {
      var unused = events.filter(l -> l.contains("\"verdict\":\"")).findFirst();
    }
    return view(run);
  }

  @Test
  void a_red_script_is_run_on_a_sibling_and_in_turn_with_the_baseline_whoever_is_asked()
      throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    RunView red = view(run);
    assertThat(red.verdict()).isEmpty();
    assertThat(red.jobs()).extracting(RunView.JobView::state).contains("done", "waiting");
    assertThat(red.jobs())
        .flatExtracting(j -> j.control().stream().toList())
        .containsExactlyInAnyOrder(
            "rerun of attempt 1 of job %s-1 with the baseline 10.1.0 of run r1 on the same board"
                .formatted(run),
            "rerun of attempt 1 of job %s-1 with this build on board P2".formatted(run));
    WorkOffer sibling = work("P2", run + "-1-r1-sibling");
    assertThat(sibling.image().banner().version()).isEqualTo("10.2.0");
    assertThat(sibling.scripts()).extracting(s -> s.id()).containsExactly(HEAP);
    heap(sibling, red());
    try (Orchestrator other =
            Orchestrator.start(Farms.settings(folder.resolve("other"), database));
        FakeAgent second = new FakeAgent(other)) {
      WorkOffer base = second.work("P1");
      assertThat(base.lease().job().value()).isEqualTo(run + "-1-r1-base");
      assertThat(base.image().banner().version()).isEqualTo("10.1.0");
      assertThat(second.pass(base).statusCode()).isEqualTo(200);
    }
    heap(work("P1", run + "-1-r1-build"), red());
    assertThat(view(run).verdict()).isEmpty();
    heap(work("P1", run + "-1-r1-again"), Reports.passed());
    RunView done = view(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons())
        .singleElement()
        .asString()
        .contains(
            "Regression: fails 3 of 3 times with this build on 2 boards, 0 of 2 with the baseline"
                + " 10.1.0 of run r1 on board demo/P1. it ended with CHECK_FAILED")
        .endsWith("[FIRMWARE: the author of the change]");
    assertThat(done.boards()).hasSize(5);
    assertThat(done.boards()).filteredOn(b -> b.control().isPresent()).hasSize(4);
  }

  @Test
  void a_board_that_fails_both_builds_where_its_sibling_passes_goes_into_recovery()
      throws Exception {
    setBaseline();
    sql("update rack set recovers = clock_timestamp()");
    RunId run = redOnP1("P1", "P2");
    heap(work("P1", run + "-1-r1-base"), red());
    heap(work("P1", run + "-1-r1-build"), red());
    heap(work("P1", run + "-1-r1-again"), red());
    assertThat(view(run).verdict()).isEmpty();
    heap(work("P2", run + "-1-r1-sibling"), Reports.passed());
    RunView done = view(run);
    assertThat(done.verdict()).contains("undecided");
    assertThat(done.reasons().getFirst())
        .contains("Bad board: fails 2 of 3 times")
        .endsWith("[RACK: whoever looks after the rack]");
    assertThat(one("select state || ' ' || reason from board_standing where serial = 'P1'"))
        .startsWith("RECOVERING heap/reload_keeps_heap on raspberry_pi_pico Bad board: fails");
    assertThat(one("select rack_faults from board_wear where serial = 'P1'")).isEqualTo("1");
  }

  @Test
  void a_script_that_both_builds_fail_now_and_then_is_called_flaky() throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    heap(work("P1", run + "-1-r1-base"), red());
    heap(work("P1", run + "-1-r1-build"), Reports.passed());
    heap(work("P1", run + "-1-r1-again"), Reports.passed());
    heap(work("P2", run + "-1-r1-sibling"), Reports.passed());
    RunView done = view(run);
    assertThat(done.verdict()).contains("undecided");
    assertThat(done.reasons().getFirst())
        .contains("Flaky script: fails 1 of 3 times")
        .contains("1 of 2 with the baseline")
        .endsWith("[SCRIPT: the author of the test script]");
  }

  @Test
  void reruns_survive_every_process_and_lost_leases_and_are_planned_once() throws Exception {
    setBaseline();
    agent.hello(board(PICO, "P1"));
    RunId run = submit(submitter, "10.2.0", "?name=PR");
    WorkOffer first = work("P1", run + "-1");
    heap(first, red());
    restart(Patience.usual());
    heap(first, red()); // by an outbox that never heard the answer
    assertThat(one("select count(*) from job where rerun is not null")).isEqualTo("1");
    WorkOffer lost = work("P1", run + "-1-r1-base");
    restart(Patience.usual());
    runOut(lost);
    WorkOffer again = agent.work("P1");
    assertThat(again.lease().job()).isEqualTo(lost.lease().job());
    assertThat(agent.pass(lost).statusCode()).isEqualTo(409);
    heap(again, Reports.passed());
    restart(Patience.usual());
    WorkOffer build = work("P1", run + "-1-r1-build");
    heap(build, Reports.passed());
    heap(build, Reports.passed());
    restart(Patience.usual());
    heap(work("P1", run + "-1-r1-again"), Reports.passed());
    RunView done = view(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons().getFirst())
        .contains(
            "Unsteady with this build: fails 1 of 2 times with this build on 1 board, 0 of 2");
    assertThat(one("select count(*) from job where rerun is not null")).isEqualTo("3");
  }

  @Test
  void a_rerun_whose_board_is_gone_is_given_up_and_the_run_ends_red() throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    heap(work("P1", run + "-1-r1-base"), Reports.passed());
    restart(Farms.hasty());
    present("P3");
    RunView done = finished(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons().getFirst())
        .contains("Regression: fails 1 of 1 times with this build on 1 board, 0 of 1 with")
        .contains("this build on board P2 could not be run")
        .contains("nothing was reported of it: its board was not at work");
  }

  @Test
  void a_rerun_whose_board_is_put_out_of_work_is_given_up_at_once() throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    heap(work("P1", run + "-1-r1-base"), Reports.passed());
    try (Http operator = Http.of(farm.url(), farm.operatorTokenFile())) {
      for (String board : List.of("P1", "P2")) {
        HttpResponse<byte[]> answer =
            operator.post(
                "/api/v1/boards/demo/" + board + "/quarantine", new BoardOrder("a loose cable"));
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    }
    RunView done = finished(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons().getFirst())
        .contains("0 of 1 with")
        .contains("this build on board P2 could not be run");
  }

  @Test
  void a_cancelled_run_drops_its_reruns() throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    WorkOffer base = work("P1", run + "-1-r1-base");
    submitter.post("/api/v1/runs/" + run + "/cancel", "");
    assertThat(view(run).verdict()).contains("cancelled");
    heap(base, Reports.passed());
    assertThat(agent.ask(0, "P1", "P2").statusCode()).isEqualTo(204);
    assertThat(one("select count(*) from job where rerun is not null")).isEqualTo("2");
  }

  @Test
  void without_a_baseline_and_a_sibling_a_red_run_ends_at_once() throws Exception {
    RunId alone = redOnP1("P1");
    assertThat(view(alone).verdict()).contains("blocked");
    assertThat(view(alone).reasons().getFirst()).contains(": it ended with CHECK_FAILED [");
    RunId two = redOnP1("P1", "P2");
    heap(work("P2", two + "-1-r1-sibling"), Reports.passed());
    assertThat(view(two).reasons().getFirst())
        .contains("Run again: fails 1 of 2 times with this build on 2 boards");
  }

  @Test
  void outcomes_are_kept_for_history_with_the_part_they_had() throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    heap(work("P2", run + "-1-r1-sibling"), Reports.passed());
    heap(work("P1", run + "-1-r1-base"), Reports.failed(FaultKind.DISCONNECTED));
    assertThat(
            one(
                "select string_agg(part || ' ' || outcome || ' ' || coalesce(fault, '-'), ', '"
                    + " order by token) from script_outcome where script = '"
                    + HEAP
                    + "' and run = '"
                    + run
                    + "'"))
        .isEqualTo("planned failed CHECK_FAILED, rerun passed -, rerun open DISCONNECTED");
  }

  @Test
  void what_was_stored_before_outcomes_were_kept_is_taken_over() throws Exception {
    setBaseline();
    RunId run = redOnP1("P1", "P2");
    heap(work("P1", run + "-1-r1-base"), Reports.failed(FaultKind.NO_ANSWER));
    String rows =
        "select string_agg(concat_ws(' ', token, script, run, board_type, rack, serial, image,"
            + " part, outcome, fault), ', ' order by token, script) from script_outcome"
            + " where part <> 'rerun'";
    String kept = one(rows);
    sql("delete from script_outcome");
    String migration;
    try (var resource =
        Objects.requireNonNull(
            Orchestrator.class.getResourceAsStream(
                "postgres/migrations/V13__reruns_and_outcomes.sql"))) {
      migration = new String(resource.readAllBytes(), UTF_8);
    }
    sql("update job set control = rerun, rerun = null where rerun is not null"); // as it was then
    sql(migration.substring(migration.indexOf("do $$")));
    sql("delete from script_outcome where part = 'control'");
    assertThat(one(rows)).isEqualTo(kept).contains("planned failed CHECK_FAILED");
  }

  @Test
  void history_is_asked_over_http_and_shown_and_nonsense_is_refused() throws Exception {
    RunId run = redOnP1("P1", "P2");
    heap(work("P2", run + "-1-r1-sibling"), Reports.passed());
    var view = submitter.get("/api/v1/flakiness?days=1", FlakinessView.class);
    assertThat(view.pairs().getFirst().script()).isEqualTo(HEAP);
    assertThat(view.pairs().getFirst().word()).isEqualTo("flaky");
    assertThat(view.pairs().getFirst().flakiness())
        .isEqualTo("1 of 1 images both passed and failed");
    assertThat(view.pairs().getFirst().boardsFailed()).isEqualTo(1);
    assertThat(view.pairs().getFirst().boards()).isEqualTo(2);
    for (String days : List.of("0", "181", "1000", "x", "-1")) {
      HttpResponse<byte[]> refused = submitter.get("/api/v1/flakiness?days=" + days);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(new String(refused.body(), UTF_8)).contains("days: must be 1 to 180");
    }
    HttpResponse<byte[]> none = submitter.get("/api/v1/schedules/never/nights");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(new String(none.body(), UTF_8))
        .contains("there is no schedule never; see ./farm schedule list");
  }
}
