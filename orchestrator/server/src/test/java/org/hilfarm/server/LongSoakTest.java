package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** As many rounds as a soak may have: what is shown of them does not grow with them. */
@ExtendWith(TestPostgres.Shared.class)
class LongSoakTest {
  private static final SuiteId SOAK = new SuiteId("soak");
  private static final int ROUNDS = 500;
  private static final int SCRIPTS = 20;
  private static final int FAILED_IN = 333;

  private static TrustedData trusted() {
    TrustedData all = TestData.trusted();
    Map<ScriptId, Script> scripts = new HashMap<>();
    IntStream.range(0, SCRIPTS)
        .mapToObj(i -> TestData.script(new ScriptId("heap/script_" + (char) ('a' + i)), 30))
        .forEach(s -> scripts.put(s.id(), s));
    Suite soak =
        new Suite(
            SOAK,
            scripts.keySet().stream().sorted().toList(),
            EmulatedUse.OFF,
            new Repeat.Rounds(ROUNDS));
    return new TrustedData(all.types(), Map.of(SOAK, soak), scripts, all.library(), "c");
  }

  @Test
  void five_hundred_rounds_are_counted_and_a_few_of_them_shown(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    OrchestratorSettings settings =
        new OrchestratorSettings(
            folder,
            "127.0.0.1",
            0,
            Optional.of(postgres.fresh()),
            trusted(),
            Patience.usual(),
            1,
            List.of(new Publication()));
    long t0 = System.nanoTime();
    try (Orchestrator farm = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(browser);
      for (int round = 1; round <= ROUNDS; round++) {
        WorkOffer offer = agent.work("P1");
        assertThat(agent.deliver(offer, report(offer, round)).statusCode()).isEqualTo(200);
      }
      System.err.println("delivered after " + (System.nanoTime() - t0) / 1000000);
      long t1 = System.nanoTime();
      byte[] json = browser.get("/api/v1/runs/" + run).body();
      System.err.println("view " + json.length + " in " + (System.nanoTime() - t1) / 1000000);
      t1 = System.nanoTime();
      byte[] page = browser.get("/runs/" + run).body();
      System.err.println("page " + page.length + " in " + (System.nanoTime() - t1) / 1000000);
      t1 = System.nanoTime();
      byte[] front = browser.get("/").body();
      System.err.println("front " + front.length + " in " + (System.nanoTime() - t1) / 1000000);
      t1 = System.nanoTime();
      RunView done = reported(browser, run);
      System.err.println("report after " + (System.nanoTime() - t1) / 1000000);
      Path report = Path.of(done.reportDir().orElseThrow());
      try (var files = Files.walk(report)) {
        var all = files.filter(Files::isRegularFile).toList();
        long bytes = 0;
        for (Path f : all) bytes += Files.size(f);
        System.err.println("report files " + all.size() + " bytes " + bytes);
      }
      assertThat(done.verdict()).contains("blocked");
    }
  }

  private static RunView reported(Http browser, RunId run) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofMinutes(3));
    while (!deadline.passed()) {
      RunView view = browser.get("/api/v1/runs/" + run, RunView.class);
      if (view.reportUrl().isPresent()) {
        return view;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no report");
  }

  private static RunId submit(Http submitter) throws Exception {
    var answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?suite=" + SOAK);
    return Json.read(answer.body(), Accepted.class).run();
  }

  private static BoardReport report(WorkOffer offer, int round) {
    BoardReport plain = Reports.answer(offer, Reports.running(offer.image()), new Outcome.Passed());
    return new BoardReport(
        plain.job(),
        plain.attempt(),
        plain.rack(),
        plain.board(),
        plain.boardType(),
        plain.flash(),
        plain.scripts().stream().map(s -> script(s, round)).toList(),
        IntStream.rangeClosed(1, 12).mapToObj(i -> Reports.reset(i, Judgement.EXPECTED)).toList(),
        List.of(),
        plain.started().plusSeconds(60L * round),
        plain.finished().plusSeconds(60L * round));
  }

  private static ScriptReport script(ScriptReport plain, int round) {
    boolean fails = round == FAILED_IN && plain.script().value().endsWith("_b");
    return new ScriptReport(
        plain.script(),
        fails ? Reports.failed(FaultKind.CHECK_FAILED) : plain.outcome(),
        List.of(),
        List.of(
            new Measure(
                "free", 150_000 + round, "bytes", OptionalDouble.empty(), OptionalDouble.empty())),
        List.of(),
        plain.started().plusSeconds(60L * round),
        plain.wall(),
        plain.boardBusy(),
        Optional.of(HeapTrace.of(samples(round))),
        Optional.empty());
  }

  private static List<HeapSample> samples(int round) {
    return IntStream.range(0, 20)
        .mapToObj(
            i -> new HeapSample(0, "", i, 150_000 - i + round, 20_000 + i, OptionalLong.empty()))
        .toList();
  }
}
