package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.BaselineView;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where a baseline comes from, and how its controls are planned, done, lost and given up. */
@ExtendWith(TestPostgres.Shared.class)
class BaselineTest {
  private final Path folder;
  private final String database;
  private Orchestrator farm;
  private FakeAgent agent;
  private Http submitter;
  private Http owner;

  BaselineTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.database = postgres.fresh();
    this.folder = folder;
    this.farm = start(Patience.usual());
    this.agent = new FakeAgent(farm);
    this.submitter = Http.submitter(farm);
    this.owner = Http.of(farm.url(), farm.baselineTokenFile());
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
  }

  private Orchestrator start(Patience patience) {
    return Orchestrator.start(Farms.settings(folder, database, patience));
  }

  /** As after a kill -9: nothing but the database is left. */
  private void restart(Patience patience) throws Exception {
    close();
    farm = start(patience);
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    owner = Http.of(farm.url(), farm.baselineTokenFile());
  }

  @AfterEach
  void close() {
    owner.close();
    submitter.close();
    agent.close();
    farm.close();
  }

  private static byte[] image(String version) {
    return Firmware.image(
        PICO, "Adafruit CircuitPython " + version + " on 2026-11-22; " + PICO.bannerName());
  }

  private RunId submit(Http who, String version, String query) throws Exception {
    HttpResponse<byte[]> answer =
        who.submit(Map.of(Firmware.fileName(PICO), image(version)), query);
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private void setBaseline(String version) throws Exception {
    RunId run = submit(owner, version, "?baseline=true");
    while (view(run).verdict().isEmpty()) {
      agent.pass(agent.work("P1", "P2"));
    }
    assertThat(view(run).verdict()).contains("mergeable");
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  private List<BaselineView> baselines() throws Exception {
    return List.of(submitter.get("/api/v1/baselines", BaselineView[].class));
  }

  /** Reports that these scripts ended so, and the others passed. */
  private void report(WorkOffer offer, FaultKind kind, ScriptId... scripts) throws Exception {
    BoardReport all = Reports.answer(offer, Reports.running(offer.image()), Reports.passed());
    List<ScriptReport> its =
        all.scripts().stream()
            .map(
                s ->
                    List.of(scripts).contains(s.script())
                        ? Reports.script(s.script(), Reports.failed(kind))
                        : s)
            .toList();
    BoardReport report =
        new BoardReport(
            all.job(),
            all.attempt(),
            all.rack(),
            all.board(),
            all.boardType(),
            all.flash(),
            its,
            List.of(),
            List.of(),
            all.started(),
            all.finished());
    assertThat(agent.deliver(offer, report).statusCode()).isEqualTo(200);
  }

  private void runOut(WorkOffer offer) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var update =
            connection.prepareStatement(
                "update lease set expires = clock_timestamp() where token = ?")) {
      update.setLong(1, offer.lease().token().value());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private RunView finished(RunId run) throws Exception {
    try (var events = submitter.lines("/api/v1/runs/" + run + "/events")) {
      var unused = events.filter(l -> l.contains("\"verdict\":\"")).findFirst();
    }
    return view(run);
  }

  /** A run of which one board hangs in the heap script; P2's part passes. */
  private WorkOffer hungOn(RunId run, String board) throws Exception {
    WorkOffer offer = agent.work(board);
    assertThat(offer.run()).isEqualTo(run);
    report(offer, FaultKind.NO_ANSWER, offer.scripts().getFirst().id());
    return offer;
  }

  /** After a control this build fails again on its board, and the baseline passes there again. */
  private void inTurn(FaultKind kind, ScriptId... scripts) throws Exception {
    WorkOffer build = agent.work("P1");
    assertThat(build.lease().job().value()).endsWith("-r1-build");
    report(build, kind, scripts);
    WorkOffer base = agent.work("P1");
    assertThat(base.lease().job().value()).endsWith("-r1-again");
    agent.pass(base);
  }

  private RunId pr() throws Exception {
    return submit(submitter, "10.2.0", "?name=PR");
  }

  @Test
  void only_its_own_token_may_set_a_baseline() throws Exception {
    byte[] image = image("10.1.0");
    HttpResponse<byte[]> refused =
        submitter.submit(Map.of(Firmware.fileName(PICO), image), "?baseline=true");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains(
            "a baseline needs a token of its own (tokens/baseline in the farm's data folder)");
    assertThat(view(submit(owner, "10.1.0", "")).baseline()).isFalse();
  }

  @Test
  void only_a_mergeable_run_becomes_the_baseline_and_an_older_one_does_not_replace_it()
      throws Exception {
    RunId bad = submit(owner, "10.0.0", "?baseline=true");
    while (view(bad).verdict().isEmpty()) {
      WorkOffer offer = agent.work("P1", "P2");
      report(offer, FaultKind.CHECK_FAILED, WATCHDOG, HEAP);
    }
    assertThat(view(bad).verdict()).contains("blocked");
    assertThat(baselines()).isEmpty();

    agent.hello(board(PICO, "P1"));
    RunId older = submit(owner, "10.1.0", "?baseline=true");
    WorkOffer late = agent.work("P1");
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    RunId newer = submit(owner, "10.1.1", "?baseline=true");
    while (view(newer).verdict().isEmpty()) {
      agent.pass(agent.work("P2"));
    }
    agent.pass(late);
    assertThat(view(older).verdict()).contains("mergeable");
    assertThat(baselines())
        .singleElement()
        .satisfies(
            b -> {
              assertThat(b.run()).isEqualTo(newer);
              assertThat(b.version()).isEqualTo("10.1.1");
            });
  }

  @Test
  void a_hang_is_controlled_on_the_same_board_before_anything_else_and_blocks_with_its_proof()
      throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    RunId other = pr();
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    WorkOffer hung = hungOn(run, "P1");
    RunView held = view(run);
    assertThat(held.jobs()).extracting(RunView.JobView::state).containsExactly("held", "waiting");
    assertThat(held.jobs().getLast().control())
        .contains(
            "control of attempt 1 of job %s-1 with the baseline 10.1.0 of run r1".formatted(run));

    // No other board may take the control, and its board may take nothing else.
    WorkOffer others = agent.work("P2");
    assertThat(others.run()).isEqualTo(other);
    agent.pass(others);
    agent.hello(board(PICO, "P1"));
    WorkOffer control = agent.work("P1");
    assertThat(control.lease().job().value()).isEqualTo(run + "-1-c1");
    assertThat(control.image().banner().version()).isEqualTo("10.1.0");
    assertThat(control.scripts())
        .extracting(s -> s.id())
        .containsExactly(hung.scripts().getFirst().id());
    agent.pass(control);
    inTurn(FaultKind.NO_ANSWER, control.scripts().getFirst().id());

    RunView done = view(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons())
        .singleElement()
        .satisfies(
            r ->
                assertThat(r)
                    .contains("Regression: fails 2 of 2 times with this build on 1 board, 0 of 2")
                    .contains("The baseline 10.1.0 of run r1 does not hang in this script")
                    .endsWith("[FIRMWARE: the author of the change]"));
    assertThat(done.boards()).hasSize(4);
    assertThat(done.boards().getFirst().control()).isEmpty();
    assertThat(done.boards().getFirst().scripts().getFirst().blame().orElseThrow().name())
        .isEqualTo("FIRMWARE");
    assertThat(done.boards().getLast().control()).isPresent();
  }

  @Test
  void a_control_survives_every_process_and_the_verdict_comes_once() throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    WorkOffer hung = hungOn(run, "P1");
    restart(Patience.usual());
    // The same report again, by an outbox that never heard the answer: no second control.
    report(hung, FaultKind.NO_ANSWER, hung.scripts().getFirst().id());
    WorkOffer lost = agent.work("P1");
    assertThat(lost.lease().job().value()).isEqualTo(run + "-1-c1");
    restart(Patience.usual());
    runOut(lost);
    WorkOffer again = agent.work("P1");
    assertThat(again.lease().job()).isEqualTo(lost.lease().job());
    assertThat(again.lease().attempt()).isEqualTo(2);
    assertThat(agent.pass(lost).statusCode()).isEqualTo(409);
    agent.pass(again);
    restart(Patience.usual());
    inTurn(FaultKind.NO_ANSWER, hung.scripts().getFirst().id());
    assertThat(view(run).verdict()).contains("blocked");
    assertThat(view(run).boards()).hasSize(5);
  }

  @Test
  void a_control_that_never_ends_leaves_the_run_undecided() throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    WorkOffer first = agent.work("P1");
    report(first, FaultKind.SCRIPT_RAISED, HEAP);
    for (int attempt = 1; attempt <= 3; attempt++) {
      WorkOffer control = agent.work("P1");
      assertThat(control.lease().job().value()).endsWith("-c1");
      runOut(control);
    }
    RunView done = finished(run);
    assertThat(done.verdict()).contains("undecided");
    assertThat(done.reasons().getFirst())
        .contains("could not be run on the same board (job " + run + "-1-c1): rack demo was not")
        .endsWith("[SCRIPT: the author of the test script]");
  }

  @Test
  void a_control_whose_board_is_gone_is_given_up() throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    WorkOffer offer = agent.work("P1");
    report(offer, FaultKind.SCRIPT_RAISED, HEAP);
    restart(Farms.hasty());
    agent.hello(board(PICO, "P2"));
    agent.pass(agent.work("P2")); // on a sibling, which says nothing of the baseline
    RunView done = finished(run);
    assertThat(done.verdict()).contains("undecided");
    assertThat(done.reasons().getFirst())
        .contains("nothing was reported of it: its board was not at work");
  }

  @Test
  void a_cancelled_run_drops_its_control() throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId waiting = pr();
    hungOn(waiting, "P1");
    submitter.post("/api/v1/runs/" + waiting + "/cancel", "");
    assertThat(view(waiting).jobs()).extracting(RunView.JobView::state).containsOnly("done");

    RunId leased = pr();
    hungOn(leased, "P1");
    WorkOffer control = agent.work("P1");
    submitter.post("/api/v1/runs/" + leased + "/cancel", "");
    assertThat(Json.read(agent.renew(control).body(), Renewal.Renewed.class).cancel()).isTrue();
    agent.pass(control);
    assertThat(view(leased).verdict()).contains("cancelled");
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
  }

  @Test
  void the_baseline_itself_is_no_control_of_itself() throws Exception {
    setBaseline("10.2.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    report(agent.work("P1"), FaultKind.SCRIPT_RAISED, HEAP);
    assertThat(view(run).verdict()).contains("undecided");
    assertThat(view(run).reasons().getFirst())
        .contains("No control was run, because this farm has no other build as a baseline");
  }

  @Test
  void a_board_that_shows_nothing_is_given_its_control_and_nothing_else() throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    pr();
    WorkOffer offer = agent.work("P1");
    agent.deliver(
        offer,
        Reports.answer(
            offer,
            Reports.notRunning(FaultKind.NEVER_STARTED),
            Reports.failed(FaultKind.NEVER_STARTED)));
    agent.hello(board(PICO, "P1", BoardState.OFFLINE));
    WorkOffer control = agent.work("P1");
    assertThat(control.scripts()).isEmpty();
    agent.pass(control);
    assertThat(view(run).verdict()).contains("blocked");
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
  }

  @Test
  void two_scripts_in_question_are_one_control() throws Exception {
    setBaseline("10.1.0");
    agent.hello(board(PICO, "P1"));
    RunId run = pr();
    report(agent.work("P1"), FaultKind.SCRIPT_RAISED, HEAP, WATCHDOG);
    WorkOffer control = agent.work("P1");
    assertThat(control.scripts()).extracting(s -> s.id()).containsExactly(WATCHDOG, HEAP);
    report(control, FaultKind.SCRIPT_RAISED, WATCHDOG);
    inTurn(FaultKind.SCRIPT_RAISED, WATCHDOG, HEAP);
    assertThat(view(run).verdict()).contains("blocked");
    assertThat(view(run).reasons()).singleElement().asString().startsWith(HEAP.value());
  }
}
