package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.web.Routes;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens when agents or orchestrators die, stall, or ask all at once. */
@ExtendWith(TestPostgres.Shared.class)
class LeaseTest {
  private final Path folder;
  private final String database;

  LeaseTest(@TempDir Path folder, TestPostgres postgres) {
    this.database = postgres.fresh();
    this.folder = folder;
  }

  private static RunId submit(Http submitter) throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private static RunView view(Http http, RunId run) throws Exception {
    return http.get("/api/v1/runs/" + run, RunView.class);
  }

  /** As if its time had passed: the farm goes by the database's clock and rows alone. */
  private void runOut(WorkOffer offer) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var update =
            connection.prepareStatement(
                "update lease set expires = clock_timestamp() where token = ?")) {
      update.setLong(1, offer.lease().token().value());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void a_late_report_is_refused_and_the_job_is_done_by_another() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      WorkOffer lost = agent.work("P1");
      runOut(lost);
      WorkOffer again = agent.work("P1");
      assertThat(again.lease().token()).isGreaterThan(lost.lease().token());
      assertThat(again.lease().attempt()).isEqualTo(2);

      assertThat(agent.pass(again).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> late = agent.pass(lost);
      assertThat(late.statusCode()).isEqualTo(409);
      assertThat(Json.read(late.body(), Refused.class).problems()).hasSize(1);
      assertThat(agent.renew(lost).statusCode()).isEqualTo(409);

      RunView done = view(submitter, run);
      assertThat(done.verdict()).contains("mergeable");
      assertThat(done.boards()).hasSize(2);
      assertThat(done.boards().getFirst().flash())
          .isEqualTo(
              "rack demo was not heard of for 12 s while it had board P1 for job r1-1 (attempt"
                  + " 1): look at its agent");
    }
  }

  @Test
  void an_agent_that_dies_every_time_leaves_the_run_undecided() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      for (int attempt = 1; attempt <= 3; attempt++) {
        WorkOffer offer = agent.work("P1");
        assertThat(offer.lease().attempt()).isEqualTo(attempt);
        runOut(offer);
      }
      RunView done = finished(submitter, run);
      assertThat(done.verdict()).contains("undecided");
      assertThat(done.reasons()).hasSize(2).allMatch(r -> r.contains("[FARM: "));
      assertThat(done.boards()).hasSize(3);
    }
  }

  @Test
  void a_job_that_no_board_is_left_for_ends_by_itself() throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, database, Farms.hasty()));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      agent.hello();
      RunView done = finished(submitter, run);
      assertThat(done.verdict()).contains("undecided");
      assertThat(done.reasons().getFirst())
          .endsWith(
              "nothing was reported: no board of this type was at work that could run it [RACK:"
                  + " whoever looks after the rack]");
    }
  }

  /** Waits by watching the run: the stream's last state before it is done says so itself. */
  private static RunView finished(Http http, RunId run) throws Exception {
    try (var lines = http.lines("/api/v1/runs/" + run + "/events")) {
      var events = lines.filter(l -> l.startsWith("data: ")).iterator();
      while (true) {
        RunView view = Json.read(events.next().substring("data: ".length()), RunView.class);
        if (view.verdict().isPresent()) {
          return view;
        }
      }
    }
  }

  @Test
  void an_orchestrator_that_died_is_replaced_and_nothing_is_lost() throws Exception {
    RunId run;
    RunId waiting;
    WorkOffer offer;
    // Killed, as far as anybody outside can tell: it stops without a word to run or lease.
    try (Orchestrator first = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(first);
        Http submitter = Http.submitter(first)) {
      agent.hello(board(PICO, "P1"));
      run = submit(submitter);
      waiting = submit(submitter);
      offer = agent.work("P1");
    }
    List<RunId> told = new ArrayList<>();
    try (Orchestrator second = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agent = new FakeAgent(second);
        Http submitter = Http.submitter(second)) {
      assertThat(agent.renew(offer).statusCode()).isEqualTo(200);
      assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
      agent.pass(agent.work("P1"));
      assertThat(view(submitter, run).verdict()).contains("mergeable");
      assertThat(view(submitter, waiting).verdict()).contains("mergeable");
      told.addAll(second.runs().unpublished());
    }
    assertThat(told).containsExactly(run, waiting);
  }

  @Test
  void two_orchestrators_on_one_database_never_give_a_board_twice() throws Exception {
    int boards = 12;
    BoardStatus[] all = new BoardStatus[boards];
    String[] serials = new String[boards];
    for (int i = 0; i < boards; i++) {
      serials[i] = "P" + i;
      all[i] = board(PICO, serials[i]);
    }
    try (Orchestrator one = Orchestrator.start(Farms.settings(folder, database));
        Orchestrator two = Orchestrator.start(Farms.settings(folder, database));
        FakeAgent agentOfOne = new FakeAgent(one);
        FakeAgent agentOfTwo = new FakeAgent(two);
        Http submitter = Http.submitter(one);
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      agentOfOne.hello(board(PICO, "P0"));
      List<RunId> runs = new ArrayList<>();
      for (int i = 0; i < boards; i++) {
        runs.add(submit(submitter));
      }
      agentOfOne.hello(all);
      List<CompletableFuture<WorkOffer>> asked = new ArrayList<>();
      for (int i = 0; i < boards; i++) {
        FakeAgent agent = i % 2 == 0 ? agentOfOne : agentOfTwo;
        asked.add(CompletableFuture.supplyAsync(() -> work(agent, serials), threads));
      }
      List<WorkOffer> offers = asked.stream().map(CompletableFuture::join).toList();
      assertThat(offers)
          .extracting(o -> o.lease().board().value())
          .containsExactlyInAnyOrder(serials);
      assertThat(offers).extracting(WorkOffer::run).containsExactlyInAnyOrderElementsOf(runs);
      assertThat(offers).extracting(o -> o.lease().token()).doesNotHaveDuplicates();
      assertThat(agentOfTwo.ask(0, serials).statusCode()).isEqualTo(204);
    }
  }

  private static WorkOffer work(FakeAgent agent, String[] free) {
    try {
      return agent.work(free);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_extension_is_told_of_each_finished_run_once() throws Exception {
    var told = new LinkedBlockingQueue<RunId>();
    Extension listener =
        new Extension() {
          @Override
          public RunFinished onFinished(Farm farm) {
            return run -> {
              farm.runs().published(run, farm.dataFolder(), "/reports/" + run + "/");
              told.add(run);
            };
          }

          @Override
          public List<Routes> routes(Farm farm) {
            return List.of(routes -> routes.get("/hello", c -> c.result("hello")));
          }
        };
    OrchestratorSettings plain = Farms.settings(folder, database);
    OrchestratorSettings extended =
        new OrchestratorSettings(
            folder,
            plain.host(),
            0,
            plain.jdbcUrl(),
            plain.trusted(),
            plain.patience(),
            1,
            List.of(listener));
    try (Orchestrator farm = Orchestrator.start(extended);
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      agent.pass(agent.work("P1"));
      assertThat(told.take()).isEqualTo(run);
      assertThat(view(submitter, run).reportUrl()).contains(farm.url() + "/reports/" + run + "/");
      assertThat(submitter.get("/hello").body()).asString().isEqualTo("hello");
    }
    assertThat(told).isEmpty();
  }
}
