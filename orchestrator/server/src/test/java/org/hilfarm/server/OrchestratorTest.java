package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class OrchestratorTest {
  private final Path folder;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;

  OrchestratorTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.folder = folder;
    this.farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()));
    this.agent = new FakeAgent(farm);
    this.submitter = Http.submitter(farm);
  }

  @AfterEach
  void close() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private Accepted submit() throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(
            Map.of(
                "raspberry_pi_pico/en_US/" + Firmware.fileName(PICO), Firmware.image(PICO),
                "x/en_US/" + Firmware.fileName(FEATHER), Firmware.image(FEATHER)),
            "?name=PR%201");
    assertThat(answer.statusCode()).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class);
  }

  private RunView view(RunId run) throws Exception {
    return submitter.get("/api/v1/runs/" + run, RunView.class);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static List<String> problems(HttpResponse<byte[]> answer) throws Exception {
    return Json.read(answer.body(), Refused.class).problems();
  }

  @Test
  void a_build_goes_all_the_way_from_submission_to_verdict() throws Exception {
    agent.hello(board(PICO, "P1"));
    Accepted accepted = submit();
    assertThat(accepted.notCovered()).containsExactly(FEATHER.id());
    assertThat(view(accepted.run()).state()).isEqualTo("queued");

    WorkOffer offer = agent.work("P1");
    assertThat(offer.scripts())
        .extracting(s -> s.id())
        .containsExactly(TestData.WATCHDOG, TestData.HEAP);
    assertThat(offer.boardType()).isEqualTo(PICO);
    HttpResponse<byte[]> image = agent.http().get("/api/v1/artifacts/" + offer.image().digest());
    assertThat(image.body()).isEqualTo(Firmware.image(PICO));
    assertThat(agent.renew(offer).statusCode()).isEqualTo(200);
    RunView running = view(accepted.run());
    assertThat(running.state()).isEqualTo("running");
    assertThat(running.jobs().getFirst().progress().percent()).isEqualTo(42);
    assertThat(running.jobs().getFirst().board()).isEqualTo(Optional.of(offer.lease().board()));

    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    RunView done = view(accepted.run());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.verdict()).contains("mergeable");
    assertThat(done.reasons()).containsExactly("all 2 required pairs passed");
    assertThat(done.notApplicable())
        .singleElement()
        .satisfies(
            n ->
                assertThat(n.reason())
                    .isEqualTo(
                        "needs usb-data-switch, which neither the board type raspberry_pi_pico nor"
                            + " any slot that holds one offers"));
    assertThat(done.boards().getFirst().flash()).isEqualTo("running 10.2.0");
  }

  @Test
  void work_reaches_a_rack_that_waits_for_it() throws Exception {
    agent.hello(board(PICO, "P1"));
    CompletableFuture<WorkOffer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return agent.work("P1");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    Accepted accepted = submit();
    assertThat(waiting.join().run()).isEqualTo(accepted.run());
  }

  @Test
  void a_fault_of_the_firmware_blocks_and_is_not_tried_again() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit().run();
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    WorkOffer offer = agent.work("P1");
    agent.deliver(
        offer,
        Reports.answer(
            offer, Reports.running(offer.image()), Reports.failed(FaultKind.CHECK_FAILED)));
    // A pass on a sibling says more about it, and makes nothing green.
    WorkOffer sibling = agent.work("P1", "P2");
    assertThat(sibling.lease().job().value()).isEqualTo(run + "-1-r1-sibling");
    agent.pass(sibling);
    RunView done = view(run);
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons())
        .hasSize(2)
        .allSatisfy(
            r ->
                assertThat(r)
                    .contains("(P1): Run again: fails 1 of 2 times with this build on 2 boards")
                    .endsWith(". it ended with CHECK_FAILED [FIRMWARE: the author of the change]"));
  }

  @Test
  void a_fault_of_the_rack_is_tried_again_on_a_sibling_first() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit().run();
    agent.hello(board(PICO, "P1"), board(PICO, "P2"));
    WorkOffer first = agent.work("P1");
    agent.rackFault(first);
    // P1 had it; while P2 is at work nobody gives it to P1 again
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
    WorkOffer second = agent.work("P1", "P2");
    assertThat(second.lease().board().value()).isEqualTo("P2");
    assertThat(second.lease().attempt()).isEqualTo(2);
    assertThat(second.lease().token()).isGreaterThan(first.lease().token());
    agent.pass(second);
    assertThat(view(run).verdict()).contains("mergeable");
    assertThat(view(run).boards()).extracting(RunView.BoardView::attempt).containsExactly(1, 2);
  }

  @Test
  void a_rack_that_never_manages_leaves_the_run_undecided() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit().run();
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(view(run).verdict()).isEmpty();
      agent.rackFault(agent.work("P1"));
    }
    RunView done = view(run);
    assertThat(done.verdict()).contains("undecided");
    assertThat(done.reasons())
        .hasSize(2)
        .allMatch(r -> r.endsWith("[RACK: whoever looks after the rack]"));
    assertThat(done.boards()).hasSize(3);
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
  }

  @Test
  void the_same_report_twice_counts_once_and_another_one_is_refused() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit().run();
    WorkOffer offer = agent.work("P1");
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> other = agent.rackFault(offer);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(problems(other))
        .containsExactly(
            "lease %s of job %s has been reported on already, with another report"
                .formatted(offer.lease().token(), offer.lease().job()));
    assertThat(view(run).boards()).hasSize(1);
    assertThat(view(run).verdict()).contains("mergeable");
  }

  @Test
  void a_report_of_something_else_than_was_leased_is_refused() throws Exception {
    agent.hello(board(PICO, "P1"));
    submit();
    WorkOffer offer = agent.work("P1");
    BoardReport right = Reports.answer(offer, Reports.running(offer.image()), Reports.passed());
    Sha256 nowhere = Sha256.of(new byte[] {9});
    BoardReport wrong =
        new BoardReport(
            right.job(),
            7,
            right.rack(),
            right.board(),
            FEATHER.id(),
            right.flash(),
            right.scripts(),
            right.resets(),
            List.of(new Attachment("console", "text/plain", nowhere, 1)),
            right.started(),
            right.finished());
    HttpResponse<byte[]> answer = agent.deliver(offer, wrong);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problems(answer))
        .containsExactly(
            "attempt: the lease is for 1, the report of 7",
            "boardType: the lease is for raspberry_pi_pico, the report of feather_nrf52840_express",
            "attachments: " + nowhere + " was not put before the report");
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
  }

  @Test
  void artifacts_are_taken_only_under_their_true_digest() throws Exception {
    byte[] bytes = "console\0bytes".getBytes(StandardCharsets.US_ASCII);
    String path = "/api/v1/artifacts/" + Sha256.of(bytes);
    assertThat(agent.http().put(path, bytes).statusCode()).isEqualTo(200);
    assertThat(agent.http().put(path, bytes).statusCode()).isEqualTo(200);
    assertThat(agent.http().get(path).body()).isEqualTo(bytes);
    assertThat(agent.http().put(path, new byte[1]).statusCode()).isEqualTo(400);
    assertThat(submitter.put(path, bytes).statusCode()).isEqualTo(401);
  }

  @Test
  void a_cancelled_run_ends_at_once_and_its_agent_is_told() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit().run();
    WorkOffer offer = agent.work("P1");
    RunId waiting = submit().run();
    assertThat(submitter.post("/api/v1/runs/" + run + "/cancel", Map.of()).statusCode())
        .isEqualTo(200);
    submitter.post("/api/v1/runs/" + waiting + "/cancel", Map.of());
    assertThat(view(run).verdict()).contains("cancelled");
    assertThat(Json.read(agent.renew(offer).body(), Renewal.Renewed.class).cancel()).isTrue();
    assertThat(agent.pass(offer).statusCode()).isEqualTo(200);
    assertThat(view(run).verdict()).contains("cancelled");
    assertThat(view(run).boards()).hasSize(1);
    assertThat(agent.ask(0, "P1").statusCode()).isEqualTo(204);
  }

  @Test
  void bad_input_is_answered_with_every_rule_it_breaks_and_nothing_is_stored() throws Exception {
    agent.hello(board(PICO, "P1"));
    HttpResponse<byte[]> answer =
        submitter.submit(
            Map.of(
                Firmware.fileName(PICO), new byte[0],
                Firmware.fileName(FEATHER), new byte[100]),
            "");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problems(answer)).hasSize(2);
    assertThat(problems(submitter.submit(Map.of("a", new byte[1]), "?suite=nightly")))
        .containsExactly("suite: there is no suite \"nightly\"; this farm has: pr");
    assertThat(problems(submitter.submit(Map.of("a", new byte[1]), "?suite=No%20Suite")))
        .singleElement()
        .asString()
        .startsWith("not a valid suite id");
    assertThat(text(submitter.get("/api/v1/runs"))).isEqualTo("[]");
    try (var left = Files.list(folder.resolve("uploads"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_build_that_no_board_is_here_for_is_refused() throws Exception {
    HttpResponse<byte[]> answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(problems(answer))
        .containsExactly(
            "the submission: no rack of this farm has a board of the types [raspberry_pi_pico], so"
                + " nothing could be tested");
  }

  @Test
  void a_form_with_files_is_taken_as_well() throws Exception {
    agent.hello(board(PICO, "P1"));
    var body = new java.io.ByteArrayOutputStream();
    body.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nPR 7\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                + Firmware.fileName(PICO)
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(Firmware.image(PICO));
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    HttpResponse<byte[]> answer =
        submitter.post("/api/v1/runs", body.toByteArray(), "multipart/form-data; boundary=b");
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    RunId run = Json.read(answer.body(), Accepted.class).run();
    assertThat(view(run).name()).isEqualTo("PR 7");
  }

  @Test
  void writing_needs_the_right_token() throws Exception {
    try (Http stranger = Http.stranger(farm)) {
      assertThat(stranger.submit(Map.of(), "").statusCode()).isEqualTo(401);
      assertThat(stranger.post("/api/v1/racks/hello", Map.of()).statusCode()).isEqualTo(401);
      assertThat(stranger.post("/api/v1/racks/work", Map.of()).statusCode()).isEqualTo(401);
      assertThat(stranger.post("/api/v1/leases/1/renew", Map.of()).statusCode()).isEqualTo(401);
      assertThat(stranger.post("/api/v1/leases/1/report", Map.of()).statusCode()).isEqualTo(401);
      assertThat(stranger.post("/api/v1/runs/r1/cancel", Map.of()).statusCode()).isEqualTo(401);
      assertThat(stranger.get("/api/v1/runs").statusCode()).isEqualTo(200);
      assertThat(submitter.post("/api/v1/racks/hello", Map.of()).statusCode()).isEqualTo(401);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(farm.rackTokenFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void every_answer_carries_the_strict_headers() throws Exception {
    for (String path : List.of("/livez", "/readyz", "/api/v1/runs", "/nowhere")) {
      HttpResponse<byte[]> answer = submitter.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .as(path)
          .hasValueSatisfying(v -> assertThat(v).startsWith("default-src 'none'"));
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
    assertThat(text(submitter.get("/readyz"))).isEqualTo("ready\n");
    assertThat(submitter.get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(submitter.get("/api/v1/runs/r99").statusCode()).isEqualTo(404);
  }

  @Test
  void garbage_is_refused_with_400() throws Exception {
    for (String body : List.of("", "null", "[]", "{\"rack\":\"../x\"}", "[".repeat(10_000))) {
      HttpResponse<byte[]> answer =
          agent
              .http()
              .post(
                  "/api/v1/racks/work", body.getBytes(StandardCharsets.UTF_8), "application/json");
      assertThat(answer.statusCode())
          .as(body.isEmpty() ? "empty" : body.substring(0, 1))
          .isEqualTo(400);
    }
  }

  @Test
  void a_run_is_watched_change_by_change() throws Exception {
    agent.hello(board(PICO, "P1"));
    RunId run = submit().run();
    try (var lines = submitter.lines("/api/v1/runs/" + run + "/events")) {
      var events = lines.filter(l -> l.startsWith("data: ")).iterator();
      assertThat(events.next()).contains("\"state\":\"queued\"");
      WorkOffer offer = agent.work("P1");
      assertThat(events.next()).contains("\"state\":\"running\"");
      agent.pass(offer);
      farm.runs().published(run, folder, "/reports/" + run + "/");
      String last = events.next();
      while (events.hasNext()) {
        last = events.next();
      }
      assertThat(last).contains("\"verdict\":\"mergeable\"").contains("\"reportUrl\":\"http://");
    }
  }

  @Test
  void boards_are_listed_as_their_rack_presents_them() throws Exception {
    agent.hello(board(PICO, "P1"), board(FEATHER, "F1"));
    submit();
    agent.work("P1");
    BoardStatus[] boards = submitter.get("/api/v1/boards", BoardStatus[].class);
    assertThat(boards)
        .extracting(b -> b.serial() + " " + b.state())
        .containsExactly("P1 LEASED", "F1 READY");
  }
}
