package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On which of the boards that could take it a job is done, on one rack and on two. */
@ExtendWith(TestPostgres.Shared.class)
class PlacementTest {
  private static final RackId OTHER = new RackId("other");

  private final String database;
  private final Orchestrator farm;
  private final FakeAgent here;
  private final FakeAgent there;
  private final Http submitter;

  PlacementTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database, oneScript()));
    here = new FakeAgent(farm);
    there = new FakeAgent(Http.rack(farm), OTHER);
    submitter = Http.submitter(farm);
  }

  @AfterEach
  void stop() {
    submitter.close();
    there.close();
    here.close();
    farm.close();
  }

  private static BoardStatus elsewhere(String serial) {
    BoardStatus b = board(PICO, serial);
    return new BoardStatus(
        OTHER,
        b.slot(),
        b.serial(),
        b.boardType(),
        b.abilities(),
        b.state(),
        b.reason(),
        b.since());
  }

  /** A build becomes one job, however many boards there are. */
  private static TrustedData oneScript() {
    TrustedData all = TestData.trusted();
    Suite suite = new Suite(TestData.PR, List.of(TestData.HEAP));
    return new TrustedData(
        all.types(), Map.of(suite.id(), suite), all.scripts(), all.library(), all.commit());
  }

  private RunId submit() throws Exception {
    var answer = submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private void wear(RackId rack, String serial, int flashes, double recent, String since)
      throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var insert =
            connection.prepareStatement(
                "insert into board_wear (rack, serial, flashes, recent, recent_at)"
                    + " values (?, ?, ?, ?, now() - cast(? as interval))")) {
      insert.setString(1, rack.value());
      insert.setString(2, serial);
      insert.setInt(3, flashes);
      insert.setDouble(4, recent);
      insert.setString(5, since);
      insert.execute();
    }
  }

  private long waiting() throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from waiting_board where until > clock_timestamp()")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static CompletableFuture<WorkOffer> asks(FakeAgent agent, String... free) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return agent.work(free);
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Both racks wait at the farm, as far as it knows. */
  private void awaitWaiting(int boards) throws Exception {
    while (waiting() < boards) {
      Thread.sleep(5);
    }
  }

  @Test
  void on_a_rack_the_board_with_fewer_faults_lately_goes_first_then_the_less_worn()
      throws Exception {
    RackId rack = board(PICO, "P1").rack();
    here.hello(board(PICO, "P1"), board(PICO, "P2"), board(PICO, "P3"), board(PICO, "P4"));
    wear(rack, "P1", 1, 3, "1 hour");
    wear(rack, "P2", 900, 1, "20 days"); // long ago: it counts no more
    wear(rack, "P3", 40, 0, "1 hour");
    wear(rack, "P4", 41, 0, "1 hour");
    for (int i = 0; i < 4; i++) {
      submit();
    }
    for (String expected : new String[] {"P3", "P4", "P2", "P1"}) {
      WorkOffer offer = here.work("P1", "P2", "P3", "P4");
      assertThat(offer.lease().board()).hasToString(expected);
    }
  }

  @Test
  void a_rack_with_a_worse_board_leaves_a_job_to_a_rack_that_waits_with_a_better_one()
      throws Exception {
    here.hello(board(PICO, "P1"));
    there.hello(elsewhere("Q1"));
    wear(board(PICO, "P1").rack(), "P1", 10, 2, "1 hour");
    wear(OTHER, "Q1", 500, 0, "1 hour");
    CompletableFuture<WorkOffer> worse = asks(here, "P1");
    awaitWaiting(1);
    CompletableFuture<WorkOffer> better = asks(there, "Q1");
    awaitWaiting(2);
    RunId first = submit();
    assertThat(better.join().run()).isEqualTo(first);
    RunId second = submit(); // now the better one is at work
    assertThat(worse.join().run()).isEqualTo(second);
  }

  @Test
  void where_there_is_work_for_all_nobody_holds_back() throws Exception {
    here.hello(board(PICO, "P1"));
    there.hello(elsewhere("Q1"));
    wear(board(PICO, "P1").rack(), "P1", 10, 2, "1 hour");
    assertThat(there.ask(1, "Q1").statusCode()).isEqualTo(204); // said to wait for seconds to come
    RunId first = submit();
    submit();
    assertThat(here.ask(0, "P1").statusCode()).isEqualTo(200);
    assertThat(there.work("Q1").run()).isNotEqualTo(first);
  }

  @Test
  void a_better_board_that_was_said_to_wait_and_does_not_is_waited_for_a_moment_only()
      throws Exception {
    here.hello(board(PICO, "P1"));
    there.hello(elsewhere("Q1"));
    wear(board(PICO, "P1").rack(), "P1", 10, 2, "1 hour");
    assertThat(there.ask(1, "Q1").statusCode()).isEqualTo(204);
    assertThat(waiting()).isEqualTo(1);
    CompletableFuture<WorkOffer> worse = asks(here, "P1");
    awaitWaiting(2);
    submit();
    assertThat(worse.join().lease().board()).hasToString("P1");
  }
}
