package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.SoakView;
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
    try (Orchestrator farm = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(farm);
        Http browser = Http.submitter(farm)) {
      agent.hello(board(PICO, "P1"));
      RunId run = submit(browser);
      for (int round = 1; round <= ROUNDS; round++) {
        WorkOffer offer = agent.work("P1");
        assertThat(agent.deliver(offer, report(offer, round)).statusCode()).isEqualTo(200);
      }
      RunView done = reported(browser, run);
      judged(done);
      listed(browser, run);
      reported(Path.of(done.reportDir().orElseThrow()));
    }
  }

  private static void judged(RunView done) {
    assertThat(done.verdict()).contains("blocked");
    assertThat(done.reasons()).singleElement().asString().contains("round 333 of 500");
    SoakView soak = done.soak().getFirst();
    assertThat(soak.ran()).isEqualTo(ROUNDS);
    assertThat(soak.passes()).contains(new SoakView.SoakPass(failing(), ROUNDS - 1));
    assertThat(soak.courses()).allMatch(c -> c.values() == ROUNDS);
    assertThat(done.boards())
        .extracting(b -> b.round().orElseThrow().number())
        .containsExactly(1, FAILED_IN, 498, 499, 500);
    assertThat(soak.folded()).isEqualTo(ROUNDS - 5);
    assertThat(done.jobs()).hasSize(1);
  }

  /** Sizes are bounded, not times: what is shown is what five rounds would take. */
  private static void listed(Http browser, RunId run) throws Exception {
    String page = new String(browser.get("/runs/" + run).body(), UTF_8);
    assertThat(page)
        .hasSizeLessThan(120_000)
        .contains("495 more are counted above and not listed", "499 of 500 rounds passed");
    assertThat(browser.get("/api/v1/runs/" + run).body()).hasSizeLessThan(60_000);
    assertThat(browser.get("/").body()).hasSizeLessThan(20_000);
    assertThat(browser.get("/runs/" + run + "/pictures/" + run + "-7-1-heap.script_a.svg").body())
        .asString(UTF_8)
        .contains("<svg");
  }

  private static void reported(Path report) throws Exception {
    String suites = Files.readString(report.resolve("data/suites.json"));
    assertThat(suites)
        .contains(
            "(rounds 2 to 332 and 334 to 497 of 500, told as one)", "(round 333)", "(round 500)")
        .doesNotContain("(round 400)");
    try (Stream<Path> files = Files.walk(report)) {
      assertThat(files).hasSizeLessThan(600);
    }
  }

  private static ScriptId failing() {
    return new ScriptId("heap/script_b");
  }

  private static RunView reported(Http browser, RunId run) throws Exception {
    try (Stream<String> lines = browser.lines("/api/v1/runs/" + run + "/events")) {
      String last = lines.filter(l -> l.startsWith("data: ")).reduce((a, b) -> b).orElseThrow();
      return Json.read(last.substring(6).getBytes(UTF_8), RunView.class);
    }
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
    boolean fails = round == FAILED_IN && plain.script().equals(failing());
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
