package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Suite;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What emulated boards are good for, by what the suite says. */
@ExtendWith(TestPostgres.Shared.class)
class EmulatedTest {
  private static final BoardStatus REAL = board(PICO, "P1");
  private static final BoardStatus EMULATED = board(PICO, "E1", "emulated");

  private final Path folder;
  private final TestPostgres postgres;

  EmulatedTest(@TempDir Path folder, TestPostgres postgres) {
    this.postgres = postgres;
    this.folder = folder;
  }

  /** A farm whose suite uses emulated boards so, an agent and a submitter. */
  private final class Scene implements AutoCloseable {
    final Orchestrator farm;
    final FakeAgent agent;
    final Http submitter;

    Scene(EmulatedUse use, BoardStatus... boards) throws Exception {
      TrustedData all = TestData.trusted();
      Suite suite = new Suite(TestData.PR, List.of(WATCHDOG, HEAP), use);
      TrustedData trusted =
          new TrustedData(
              all.types(), Map.of(suite.id(), suite), all.scripts(), all.library(), all.commit());
      farm =
          Orchestrator.start(
              new OrchestratorSettings(
                  folder,
                  "127.0.0.1",
                  0,
                  Optional.of(postgres.fresh()),
                  trusted,
                  Patience.usual(),
                  1,
                  List.of()));
      agent = new FakeAgent(farm);
      submitter = Http.submitter(farm);
      agent.hello(boards);
    }

    HttpResponse<byte[]> offer(String query) throws Exception {
      return submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), query);
    }

    RunId submit() throws Exception {
      return Json.read(offer("").body(), Accepted.class).run();
    }

    RunView view(RunId run) throws Exception {
      return submitter.get("/api/v1/runs/" + run, RunView.class);
    }

    /** All scripts ended so. */
    void report(WorkOffer offer, boolean emulated, Outcome outcome) throws Exception {
      BoardReport r = Reports.answer(offer, Reports.running(offer.image()), outcome);
      BoardReport report =
          new BoardReport(
              r.job(),
              r.attempt(),
              r.rack(),
              r.board(),
              r.boardType(),
              r.flash(),
              r.scripts(),
              r.resets(),
              r.attachments(),
              r.started(),
              r.finished(),
              emulated);
      assertThat(agent.deliver(offer, report).statusCode()).isEqualTo(200);
    }

    boolean nothingFor(String board) throws Exception {
      return agent.ask(0, board).statusCode() == 204;
    }

    @Override
    public void close() {
      submitter.close();
      agent.close();
      farm.close();
    }
  }

  @Test
  void a_run_with_only_emulated_results_is_undecided() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT, EMULATED)) {
      RunId run = scene.submit();
      scene.report(scene.agent.work("E1"), true, Reports.passed());
      RunView done = scene.view(run);
      assertThat(done.verdict()).contains("undecided");
      assertThat(done.reasons())
          .hasSize(2)
          .allMatch(
              r ->
                  r.contains(
                      "only an emulated raspberry_pi_pico was there to run it, which proves nothing"
                          + " alone: add a board, or say \"emulated: counts\" in suite pr"));
      assertThat(done.boards()).singleElement().matches(RunView.BoardView::emulated);
    }
  }

  @Test
  void a_preflight_neither_blocks_nor_passes_and_boards_decide() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT, REAL, EMULATED)) {
      RunId run = scene.submit();
      WorkOffer ahead = scene.agent.work("E1");
      WorkOffer real = scene.agent.work("P1");
      scene.report(ahead, true, Reports.failed(FaultKind.CHECK_FAILED));
      assertThat(scene.view(run).verdict()).isEmpty();
      assertThat(scene.nothingFor("E1")).isTrue();
      scene.report(real, false, Reports.passed());
      RunView done = scene.view(run);
      assertThat(done.verdict()).contains("mergeable");
      assertThat(done.reasons()).containsExactly("all 2 required pairs passed");
      assertThat(done.boards())
          .extracting(b -> b.serial() + " " + b.emulated())
          .containsExactly("E1 true", "P1 false");
    }
  }

  @Test
  void an_emulated_pass_does_not_mend_what_a_board_found() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT, REAL, EMULATED)) {
      RunId run = scene.submit();
      scene.report(scene.agent.work("E1"), true, Reports.passed());
      scene.report(scene.agent.work("P1"), false, Reports.failed(FaultKind.CHECK_FAILED));
      assertThat(scene.view(run).verdict()).contains("blocked");
    }
  }

  @Test
  void an_emulated_board_that_says_it_is_none_is_not_believed() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT, REAL)) {
      RunId run = scene.submit();
      for (int attempt = 1; attempt <= 3; attempt++) {
        scene.report(scene.agent.work("P1"), true, Reports.passed());
      }
      assertThat(scene.view(run).verdict()).contains("undecided");
      assertThat(scene.view(run).reasons().getFirst())
          .contains("an emulated board reports on work that was for a board");
    }
  }

  @Test
  void a_red_preflight_stops_where_the_suite_says_so() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT_STOPS, REAL, EMULATED)) {
      RunId run = scene.submit();
      assertThat(scene.nothingFor("P1")).isTrue();
      scene.report(scene.agent.work("E1"), true, Reports.failed(FaultKind.CHECK_FAILED));
      RunView done = scene.view(run);
      assertThat(done.verdict()).contains("undecided");
      assertThat(done.reasons())
          .hasSize(2)
          .allMatch(r -> r.contains("the firmware failed on an emulated raspberry_pi_pico, so no"));
      assertThat(done.boards()).hasSize(1);
      assertThat(scene.nothingFor("P1")).isTrue();
    }
  }

  @Test
  void a_green_preflight_that_could_have_stopped_lets_the_boards_begin() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT_STOPS, REAL, EMULATED)) {
      RunId run = scene.submit();
      scene.report(scene.agent.work("E1"), true, Reports.passed());
      scene.report(scene.agent.work("P1"), false, Reports.passed());
      assertThat(scene.view(run).verdict()).contains("mergeable");
    }
  }

  @Test
  void an_emulator_that_breaks_does_not_stop_the_boards() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT_STOPS, REAL, EMULATED)) {
      RunId run = scene.submit();
      for (int attempt = 1; attempt <= 3; attempt++) {
        scene.report(scene.agent.work("E1"), true, Reports.failed(FaultKind.DISCONNECTED));
      }
      scene.report(scene.agent.work("P1"), false, Reports.passed());
      assertThat(scene.view(run).verdict()).contains("mergeable");
    }
  }

  @Test
  void emulated_boards_count_where_the_suite_says_so() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.COUNTS, EMULATED)) {
      RunId run = scene.submit();
      scene.report(scene.agent.work("E1"), true, Reports.passed());
      assertThat(scene.view(run).verdict()).contains("mergeable");
      RunId red = scene.submit();
      scene.report(scene.agent.work("E1"), true, Reports.failed(FaultKind.CHECK_FAILED));
      assertThat(scene.view(red).verdict()).contains("blocked");
    }
  }

  @Test
  void emulated_boards_get_no_work_where_the_suite_says_so() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.OFF, REAL, EMULATED)) {
      RunId run = scene.submit();
      assertThat(scene.nothingFor("E1")).isTrue();
      scene.report(scene.agent.work("P1"), false, Reports.passed());
      assertThat(scene.view(run).verdict()).contains("mergeable");
      scene.agent.hello(EMULATED);
      assertThat(scene.offer("").statusCode()).isEqualTo(422);
    }
  }

  @Test
  void an_emulated_board_that_joins_later_takes_no_boards_work() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT, REAL)) {
      scene.submit();
      scene.agent.hello(REAL, EMULATED);
      assertThat(scene.nothingFor("E1")).isTrue();
      scene.agent.work("P1");
    }
  }

  @Test
  void a_run_can_be_limited_to_the_boards_of_one_rack() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.PREFLIGHT, REAL, EMULATED)) {
      assertThat(scene.offer("?rack=demo").statusCode()).isEqualTo(202);
      HttpResponse<byte[]> unknown = scene.offer("?rack=attic");
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(new String(unknown.body(), StandardCharsets.UTF_8))
          .contains("no rack \\\"attic\\\" has presented boards to this farm; see ./farm boards");
    }
  }

  @Test
  void a_board_of_another_rack_takes_no_work_of_a_limited_run() throws Exception {
    try (Scene scene = new Scene(EmulatedUse.COUNTS, REAL)) {
      assertThat(scene.offer("?rack=demo").statusCode()).isEqualTo(202);
      var rack = new RackId("attic");
      BoardStatus other =
          new BoardStatus(
              rack,
              REAL.slot(),
              REAL.serial(),
              REAL.boardType(),
              REAL.abilities(),
              REAL.state(),
              REAL.reason(),
              REAL.since());
      scene
          .agent
          .http()
          .post(
              "/api/v1/racks/hello",
              new Hello(Protocol.CURRENT, "test", "holder", rack, List.of(other)));
      HttpResponse<byte[]> answer =
          scene
              .agent
              .http()
              .post("/api/v1/racks/work", new WorkRequest(rack, List.of(REAL.serial()), 0));
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(scene.agent.work("P1").lease().rack()).isEqualTo(TestData.RACK);
    }
  }
}
