package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.dashboard.Pages;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Outlook;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whose turn it is, and what those who wait are told. */
@ExtendWith(TestPostgres.Shared.class)
class DispatchTest {
  private static final SuiteId SOAK = new SuiteId("soak");
  private static final SuiteId SHORT = new SuiteId("short");
  private static final String CHANGE = "&commit=0123456789&pull-request=";

  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;

  DispatchTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    TrustedData all = TestData.trusted();
    Suite soak = new Suite(SOAK, List.of(HEAP), EmulatedUse.OFF, new Repeat.Rounds(4));
    Suite once = new Suite(SHORT, List.of(HEAP));
    TrustedData trusted =
        new TrustedData(
            all.types(), Map.of(SOAK, soak, SHORT, once), all.scripts(), all.library(), "c");
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database, trusted));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void stop() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private RunId submit(SuiteId suite, String more) throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(
            Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?suite=" + suite + more);
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private RunId next() throws Exception {
    WorkOffer offer = agent.work("P1");
    agent.pass(offer);
    return offer.run();
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  private Outlook outlook(RunId run) throws Exception {
    return view(run).outlook().orElseThrow();
  }

  private int sql(String update) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      return statement.executeUpdate(update);
    }
  }

  private long count(String where) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from job where " + where)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void a_pull_request_goes_before_other_runs_and_they_before_a_soak() throws Exception {
    RunId soak = submit(SOAK, "");
    RunId other = submit(SHORT, "");
    RunId change = submit(SHORT, CHANGE + "7");
    RunId second = submit(SHORT, CHANGE + "8");
    assertThat(next()).isEqualTo(change);
    assertThat(next()).isEqualTo(second);
    assertThat(next()).isEqualTo(other);
    assertThat(next()).isEqualTo(soak);
  }

  @Test
  void what_has_waited_longer_than_it_gives_way_goes_before_a_new_pull_request() throws Exception {
    RunId soak = submit(SOAK, "");
    RunId other = submit(SHORT, "");
    assertThat(sql("update job set turn = turn - interval '5 hours' where run = '" + soak + "'"))
        .isEqualTo(4);
    assertThat(sql("update job set turn = turn - interval '6 minutes' where run = '" + other + "'"))
        .isEqualTo(1);
    RunId change = submit(SHORT, CHANGE + "7");
    assertThat(next()).isEqualTo(soak);
    assertThat(next()).isEqualTo(other);
    assertThat(next()).isEqualTo(change);
  }

  @Test
  void of_a_soaks_later_rounds_one_at_a_time_grows_older() throws Exception {
    RunId soak = submit(SOAK, "");
    assertThat(count("turn = 'infinity'")).isEqualTo(3);
    assertThat(next()).isEqualTo(soak);
    assertThat(count("turn = 'infinity' and state = 'waiting'")).isEqualTo(2);
    assertThat(
            count("round = 2 and turn between now() + interval '3 h' and now() + interval '4 h'"))
        .isEqualTo(1);
    sql("update job set turn = now() - interval '1 minute' where round = 2");
    RunId change = submit(SHORT, CHANGE + "7");
    assertThat(next()).isEqualTo(soak);
    assertThat(count("round = 3 and turn < 'infinity'")).isEqualTo(1);
    assertThat(next()).isEqualTo(change);
    assertThat(next()).isEqualTo(soak);
    assertThat(next()).isEqualTo(soak);
    assertThat(view(soak).verdict()).contains("mergeable");
  }

  @Test
  void a_job_that_is_tried_again_has_the_turn_it_had() throws Exception {
    RunId first = submit(SHORT, CHANGE + "7");
    submit(SHORT, CHANGE + "8");
    agent.rackFault(agent.work("P1"));
    assertThat(agent.work("P1").run()).isEqualTo(first);
  }

  @Test
  void who_waits_is_told_its_position_and_when_it_may_start() throws Exception {
    RunId first = submit(SHORT, "");
    RunId second = submit(SHORT, "");
    assertThat(outlook(first).position()).isEqualTo(1);
    assertThat(outlook(second).position()).isEqualTo(2);
    assertThat(outlook(second).boards()).isEqualTo(1);
    // 12 s to flash a Pico and a third of the script's 30 s, as long as nothing was measured
    assertThat(Duration.between(starts(first), starts(second)).toSeconds()).isBetween(10L, 40L);
    RunId change = submit(SHORT, CHANGE + "7");
    assertThat(outlook(change).position()).isEqualTo(1);
    assertThat(outlook(second).position()).isEqualTo(3);
    assertThat(outlook(change).words())
        .matches(
            "position 1, 1 board at work; may start about \\d\\d:\\d\\d and end about \\d\\d:\\d\\d"
                + " UTC");
    assertThat(Pages.run(view(second))).contains("position 3, 1 board at work; may start about");
    RunView[] listed = submitter.get("/api/v1/runs", RunView[].class);
    assertThat(listed)
        .extracting(r -> r.outlook().orElseThrow().position())
        .containsExactly(1, 3, 2);
    WorkOffer offer = agent.work("P1");
    assertThat(view(change).outlook()).isEmpty();
    assertThat(outlook(first).position()).isEqualTo(1);
    assertThat(starts(first)).isAfter(view(change).submitted());
    agent.pass(offer);
  }

  private Instant starts(RunId run) throws Exception {
    return outlook(run).starts().orElseThrow();
  }

  @Test
  void where_no_board_is_at_work_nothing_is_promised() throws Exception {
    RunId run = submit(SHORT, "");
    agent.hello(board(PICO, "P1", BoardState.OFFLINE));
    assertThat(outlook(run))
        .isEqualTo(
            new Outlook(
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                "position 1; no board of this type that could take it is at work"));
    sql("update job set cost_ms = 0");
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    assertThat(outlook(run).words())
        .isEqualTo("position 1, 2 boards at work; how long it takes is not known");
  }

  @Test
  void the_whole_soak_is_in_the_queue_once_whoever_went_between() throws Exception {
    RunId soak = submit(SOAK, "");
    assertThat(next()).isEqualTo(soak);
    WorkOffer second = agent.work("P1");
    RunId change = submit(SHORT, CHANGE + "7");
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204); // no job is taken from a board
    agent.pass(second);
    assertThat(next()).isEqualTo(change);
    assertThat(next()).isEqualTo(soak);
    assertThat(next()).isEqualTo(soak);
    assertThat(view(soak).verdict()).contains("mergeable");
    assertThat(view(soak).boards()).hasSize(4);
  }
}
