package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.RecoveryCalls.end;
import static org.hilfarm.server.fixture.RecoveryCalls.giveBack;
import static org.hilfarm.server.fixture.RecoveryCalls.offered;
import static org.hilfarm.server.fixture.RecoveryCalls.ordered;
import static org.hilfarm.server.fixture.RecoveryCalls.recovery;
import static org.hilfarm.server.fixture.RecoveryCalls.renew;
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
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.StandingRows;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.RecoveryOrder;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.BoardEventView;
import org.hilfarm.wire.runapi.BoardOrder;
import org.hilfarm.wire.runapi.BoardWear;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who is sent up the ladder, by two orchestrators, with agents that die on the way. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class RecoveryTest {

  private final String database;
  private final Orchestrator farm;
  private final Orchestrator other;
  private final FakeAgent agent;
  private final FakeAgent elsewhere;
  private final Http submitter;
  private final Http operator;

  RecoveryTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database, Farms.hasty()));
    other = Orchestrator.start(Farms.settings(folder, database, Farms.hasty()));
    agent = new FakeAgent(farm);
    elsewhere = new FakeAgent(other);
    submitter = Http.submitter(farm);
    operator = Http.of(farm.url(), farm.operatorTokenFile());
  }

  @BeforeEach
  void the_rack_is_there() throws Exception {
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void close() {
    operator.close();
    submitter.close();
    elsewhere.close();
    agent.close();
    other.close();
    farm.close();
  }

  private RunId submit() throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    return Json.read(answer.body(), Accepted.class).run();
  }

  private HttpResponse<byte[]> order(String order) throws Exception {
    return operator.post("/api/v1/boards/demo/P1/" + order, new BoardOrder("test"));
  }

  private String refusal(String order, int status) throws Exception {
    HttpResponse<byte[]> answer = order(order);
    assertThat(answer.statusCode()).isEqualTo(status);
    return Json.read(answer.body(), Refused.class).problems().getFirst();
  }

  private BoardStatus now() throws Exception {
    return List.of(submitter.get("/api/v1/boards", BoardStatus[].class)).getFirst();
  }

  private List<String> history() throws Exception {
    return List.of(submitter.get("/api/v1/boards/demo/P1/history", BoardEventView[].class)).stream()
        .map(e -> e.what() + " " + e.result() + ": " + e.seen())
        .toList();
  }

  private void runOut(LeaseToken token) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var update =
            connection.prepareStatement(
                "update lease set expires = clock_timestamp() where token = ?")) {
      update.setLong(1, token.value());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private void awaitEnd(LeaseToken token) throws Exception {
    awaitEnd(token, "expired");
  }

  private void awaitEnd(LeaseToken token, String wanted) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var query = connection.prepareStatement("select ended_how from lease where token = ?")) {
      query.setLong(1, token.value());
      String how = null;
      while (!wanted.equals(how)) {
        try (var row = query.executeQuery()) {
          assertThat(row.next()).isTrue();
          how = row.getString(1);
        }
      }
    }
  }

  @Test
  void an_order_that_nobody_takes_up_counts_against_nobody() throws Exception {
    recovery(agent);
    submit();
    agent.rackFault(agent.work("P1"));
    for (int i = 0; i < 4; i++) {
      RecoveryOrder order = offered(agent);
      runOut(order.token());
      awaitEnd(order.token(), "lapsed");
    }
    assertThat(now().state()).isEqualTo(BoardState.RECOVERING);
    assertThat(end(agent, ordered(agent).token(), true).statusCode()).isEqualTo(200);
    assertThat(now().state()).isEqualTo(BoardState.READY);
  }

  @Test
  void a_recovery_that_its_agent_gives_back_is_ordered_again_at_once() throws Exception {
    recovery(agent);
    submit();
    agent.rackFault(agent.work("P1"));
    for (int i = 0; i < 4; i++) {
      LeaseToken token = ordered(agent).token();
      assertThat(giveBack(agent, token).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> twice = giveBack(agent, token);
      assertThat(twice.statusCode()).isEqualTo(409);
      assertThat(Json.read(twice.body(), Refused.class).problems())
          .containsExactly(
              "recovery %s of board P1 is over: stop, and ask what is to be recovered anew"
                  .formatted(token));
      assertThat(end(agent, token, true).statusCode()).isEqualTo(409);
    }
    assertThat(now().state()).isEqualTo(BoardState.RECOVERING);
  }

  @Test
  void a_rack_fault_sends_the_board_up_the_ladder_and_nobody_gets_it_meanwhile() throws Exception {
    assertThat(recovery(agent).statusCode()).isEqualTo(204);
    RunId run = submit();
    agent.rackFault(agent.work("P1"));
    assertThat(now().state()).isEqualTo(BoardState.RECOVERING);
    assertThat(now().reason()).startsWith("after attempt 1 at job " + run + "-1: FLASH_FAILED: ");
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);

    assertThat(recovery(elsewhere, "P1").statusCode()).isEqualTo(204); // busy there
    RecoveryOrder order = ordered(elsewhere);
    assertThat(recovery(agent).statusCode()).isEqualTo(204);
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    assertThat(renew(agent, order.token()).statusCode()).isEqualTo(200);
    assertThat(end(elsewhere, order.token(), true).statusCode()).isEqualTo(200);
    assertThat(end(agent, order.token(), true).statusCode()).isEqualTo(200); // said twice
    assertThat(now().state()).isEqualTo(BoardState.READY);

    WorkOffer again = agent.work("P1");
    assertThat(again.lease().token()).isGreaterThan(order.token());
    assertThat(agent.pass(again).statusCode()).isEqualTo(200);
    assertThat(submitter.get("/api/v1/runs/" + run, RunView.class).verdict()).contains("mergeable");
    assertThat(history())
        .hasSize(3)
        .contains("POWER_CYCLE HELPED: it came back", "state READY: port power cycle helped");
    assertThat(submitter.get("/api/v1/boards/wear", BoardWear[].class))
        .containsExactly(new BoardWear(TestData.RACK, new BoardSerial("P1"), 2, 1));
  }

  @Test
  void an_agent_that_never_asks_keeps_its_boards_as_they_are() throws Exception {
    submit();
    agent.rackFault(agent.work("P1"));
    assertThat(now().state()).isEqualTo(BoardState.READY);
    assertThat(refusal("heal", 409))
        .isEqualTo(
            "no agent of rack demo has asked for boards to recover for 90 s: start it, or update"
                + " it");
  }

  @Test
  void an_agent_that_dies_on_the_ladder_begins_anew_and_the_third_time_a_person_must_look()
      throws Exception {
    recovery(agent);
    assertThat(order("heal").statusCode()).isEqualTo(200);
    assertThat(refusal("heal", 409)).startsWith("board P1 is being recovered already, since ");
    assertThat(refusal("release", 409)).startsWith("board P1 is being recovered: wait for the end");
    for (int i = 0; i < 3; i++) {
      assertThat(now().state()).isEqualTo(BoardState.RECOVERING);
      LeaseToken token = ordered(agent).token();
      assertThat(renew(agent, token).statusCode()).isEqualTo(200);
      runOut(token);
      awaitEnd(token);
      assertThat(renew(agent, token).statusCode()).isEqualTo(409);
      assertThat(end(agent, token, true).statusCode()).isEqualTo(409);
    }
    assertThat(now().state()).isEqualTo(BoardState.QUARANTINED);
    assertThat(now().reason())
        .startsWith("rack demo was lost 3 times while it recovered this board");
    assertThat(history()).filteredOn("POWER_CYCLE HELPED: it came back"::equals).hasSize(3);
  }

  private static BoardStatus away(Instant since) {
    BoardStatus here = board(PICO, "P1");
    return new BoardStatus(
        here.rack(),
        here.slot(),
        here.serial(),
        here.boardType(),
        here.abilities(),
        BoardState.OFFLINE,
        "nothing is plugged in at port 1-1.4",
        since);
  }

  @Test
  void a_board_that_is_away_since_its_agent_died_at_work_is_recovered() throws Exception {
    recovery(agent);
    submit();
    LeaseToken token = agent.work("P1").lease().token();
    runOut(token);
    awaitEnd(token);
    agent.hello(away(Instant.now()));
    while (now().state() != BoardState.RECOVERING) {
      assertThat(now().state()).isIn(BoardState.OFFLINE, BoardState.RECOVERING);
    }
    assertThat(now().reason()).isEqualTo("it shows nothing since its last job");
    assertThat(end(agent, ordered(agent).token(), true).statusCode()).isEqualTo(200);
    assertThat(now().state()).as("it is not sent there twice").isEqualTo(BoardState.OFFLINE);
  }

  @Test
  void a_board_that_somebody_unplugged_later_is_left_alone() throws Exception {
    recovery(agent);
    submit();
    agent.pass(agent.work("P1"));
    agent.hello(away(Instant.now().plusSeconds(3600)));
    Duration day = Duration.ofDays(1);
    try (Database rows = Database.open(database)) {
      assertThat(
              rows.<List<StandingRows.Board>>inTransaction(
                  tx -> tx.standings().awaySinceWork(day, day, Duration.ZERO)))
          .isEmpty();
    }
  }

  @Test
  void what_a_person_decides_meanwhile_stays() throws Exception {
    recovery(agent);
    order("heal");
    LeaseToken token = ordered(agent).token();
    assertThat(order("quarantine").statusCode()).isEqualTo(200);
    assertThat(Json.read(renew(agent, token).body(), Renewal.Renewed.class).cancel()).isTrue();
    end(agent, token, true);
    assertThat(now().reason()).isEqualTo("by hand: test");
    assertThat(now().state()).isEqualTo(BoardState.QUARANTINED);
  }

  @Test
  void a_run_that_has_only_quarantined_boards_says_so() throws Exception {
    recovery(agent);
    order("heal");
    end(agent, ordered(agent).token(), false);
    RunId run = submit();
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    RunView done = finished(run);
    assertThat(done.verdict()).contains("undecided");
    assertThat(done.reasons().getFirst())
        .contains(
            "no board of this type was at work that could run it; P1 of rack demo is quarantined:"
                + " look at its cable");
  }

  private RunView finished(RunId run) throws Exception {
    try (var lines = submitter.lines("/api/v1/runs/" + run + "/events")) {
      return lines
          .filter(l -> l.startsWith("data: "))
          .map(RecoveryTest::view)
          .filter(v -> v.verdict().isPresent())
          .findFirst()
          .orElseThrow();
    }
  }

  private static RunView view(String line) {
    try {
      return Json.read(line.substring("data: ".length()), RunView.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void retired_boards_are_no_longer_required_and_strangers_order_nothing() throws Exception {
    assertThat(order("retire").statusCode()).isEqualTo(200);
    assertThat(refusal("retire", 409)).isEqualTo("board P1 is retired already");
    assertThat(refusal("quarantine", 409)).isEqualTo("board P1 is retired: release it first");
    assertThat(
            submitter
                .submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "")
                .statusCode())
        .as("a build of which nothing can be tested here")
        .isEqualTo(422);
    assertThat(order("release").statusCode()).isEqualTo(200);
    assertThat(refusal("release", 409))
        .startsWith("nobody has taken board P1 out of the pool; its rack says that it is READY");
    assertThat(operator.post("/api/v1/boards/demo/P9/heal", new BoardOrder("")).statusCode())
        .isEqualTo(404);
    HttpResponse<byte[]> stranger =
        submitter.post("/api/v1/boards/demo/P1/retire", new BoardOrder(""));
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(Json.read(stranger.body(), Refused.class).problems().getFirst())
        .startsWith("this needs the operators' token");
  }
}
