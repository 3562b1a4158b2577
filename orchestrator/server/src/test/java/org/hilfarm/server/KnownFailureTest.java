package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.HEAP;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.WATCHDOG;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.verdict.KnownFailure;
import org.hilfarm.server.dashboard.Pages;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.BaselineView;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A failure that was known when the run was planned, from submission to page. */
@ExtendWith(TestPostgres.Shared.class)
class KnownFailureTest {
  private final Path folder;
  private final String database;

  KnownFailureTest(@TempDir Path folder, TestPostgres postgres) {
    this.folder = folder;
    this.database = postgres.fresh();
  }

  private Orchestrator start(List<KnownFailure> known) {
    TrustedData all = TestData.trusted();
    TrustedData trusted =
        new TrustedData(
            all.types(), all.suites(), all.scripts(), all.library(), all.commit(), known);
    return Orchestrator.start(
        new OrchestratorSettings(
            folder,
            "127.0.0.1",
            0,
            Optional.of(database),
            trusted,
            Patience.usual(),
            1,
            List.of()));
  }

  private static KnownFailure known(LocalDate until) {
    return new KnownFailure(
        HEAP,
        new TreeSet<>(List.of(PICO.id())),
        "ann",
        "https://example.com/issues/7",
        until,
        Optional.empty());
  }

  private static RunId submit(Http submitter) throws Exception {
    var answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?baseline=true");
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(202);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private static void heapFails(FakeAgent agent, WorkOffer offer) throws Exception {
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
                .map(
                    s ->
                        s.script().equals(HEAP)
                            ? Reports.script(HEAP, Reports.failed(FaultKind.CHECK_FAILED))
                            : s)
                .toList(),
            List.of(),
            List.of(),
            all.started(),
            all.finished());
    assertThat(agent.deliver(offer, report).statusCode()).isEqualTo(200);
  }

  @Test
  void what_was_known_at_the_submission_counts_whatever_the_farm_knows_later() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    RunId run;
    try (Orchestrator farm = start(List.of(known(today.plusDays(1))));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.of(farm.url(), farm.baselineTokenFile())) {
      agent.hello(board(PICO, "P1"));
      run = submit(submitter);
    }
    try (Orchestrator farm = start(List.of());
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.of(farm.url(), farm.baselineTokenFile())) {
      heapFails(agent, agent.work("P1"));
      RunView done = submitter.get("/api/v1/runs/" + run, RunView.class);
      assertThat(done.verdict()).contains("mergeable");
      assertThat(done.reasons())
          .containsExactly(
              "1 required pairs passed, all but known failures",
              "heap/reload_keeps_heap on raspberry_pi_pico (P1): known failure (owner ann,"
                  + " https://example.com/issues/7, until %s), does not block: it ended with"
                      .formatted(today.plusDays(1))
                  + " CHECK_FAILED [NOBODY: nobody]");
      assertThat(Pages.run(done)).contains("but for the known failures below");
      // The other script's pass has proven the image.
      assertThat(submitter.get("/api/v1/baselines", BaselineView[].class)).hasSize(1);
      RunId unknown = submit(submitter);
      heapFails(agent, agent.work("P1"));
      assertThat(submitter.get("/api/v1/runs/" + unknown, RunView.class).verdict())
          .contains("blocked");
    }
  }

  @Test
  void one_that_ran_out_blocks_again_and_one_that_passes_is_named() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    KnownFailure passes =
        new KnownFailure(
            WATCHDOG,
            new TreeSet<>(List.of(PICO.id())),
            "bob",
            "https://example.com/issues/8",
            today.plusDays(9),
            Optional.empty());
    try (Orchestrator farm = start(List.of(known(today.minusDays(2)), passes));
        FakeAgent agent = new FakeAgent(farm);
        Http submitter = Http.of(farm.url(), farm.baselineTokenFile())) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(submitter);
      heapFails(agent, agent.work("P1"));
      RunView done = submitter.get("/api/v1/runs/" + run, RunView.class);
      assertThat(done.verdict()).contains("blocked");
      assertThat(done.reasons()).hasSize(2);
      assertThat(done.reasons().getFirst()).contains("ran out and counts again. it ended with");
      assertThat(done.reasons().getLast())
          .contains("known failure (owner bob")
          .contains("passes now: take it out of board-configs/known-failures.yaml");
    }
  }
}
