package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hilfarm.model.build.Branch;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.verdict.PairEnding.Word;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real generator in a real child JVM. */
class BranchReportsTest {
  private static final Branch MAIN = new Branch("adafruit/circuitpython", "main");
  private static final Requirement HEAP = new Requirement(SampleRun.PICO, SampleRun.HEAP);
  private static final Requirement WATCHDOG = new Requirement(SampleRun.PICO, SampleRun.WATCHDOG);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final BranchReports reports;
  private final Path report;

  BranchReportsTest(@TempDir Path data) {
    reports =
        new AllureReports(data, ReportLimits.standard(), () -> Instant.ofEpochSecond(1_000))
            .branches();
    report = reports.folder().resolve(BranchReports.name(MAIN));
  }

  private static Past past(String run, long hoursAgo, Map<Requirement, Word> endings) {
    return new Past(new RunId(run), NOON.minus(Duration.ofHours(hoursAgo)), endings);
  }

  /** The newest run had the heap alone, the one before it the watchdog. */
  private static BranchReports.Source source() {
    return new BranchReports.Source(
        MAIN,
        List.of(
            past("r9", 0, Map.of(HEAP, Word.FAILED)),
            past("r7", 1, Map.of(HEAP, Word.PASSED, WATCHDOG, Word.PASSED)),
            past("r4", 2, Map.of(HEAP, Word.NOT_TESTED, WATCHDOG, Word.PASSED))),
        List.of(part("r9", HEAP), part("r7", WATCHDOG)),
        SampleRun.bytes());
  }

  private static BranchReports.Part part(String run, Requirement pair) {
    return new BranchReports.Part(
        SampleRun.run(run), URI.create("../../../runs/" + run), Set.of(pair));
  }

  private void ensure(String newest) throws Exception {
    reports.ensure(
        MAIN, new RunId(newest), BranchReportsTest::source, Deadline.after(Duration.ofMinutes(2)));
  }

  private JsonNode json(String file) throws IOException {
    return Json.read(Files.readAllBytes(report.resolve(file)), JsonNode.class);
  }

  private List<JsonNode> cases() throws IOException {
    try (Stream<Path> files = Files.list(report.resolve("data/test-cases"))) {
      return files.map(BranchReportsTest::read).toList();
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), JsonNode.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_newest_of_each_pair_stands_there_with_what_it_was_before() throws Exception {
    ensure("r9");

    assertThat(report.resolve("index.html"))
        .content()
        .contains("<title>HIL Farm, branch adafruit/circuitpython/main</title>");
    assertThat(cases())
        .extracting(c -> c.path("fullName").asText().replaceFirst(" on .*", ""))
        .containsOnly("heap/reload_keeps_heap", "watchdog/reset_bites");
    JsonNode heap =
        cases().stream().filter(c -> c.path("status").asText().equals("failed")).findFirst().get();
    assertThat(heap.path("links").findValuesAsText("url")).containsExactly("../../../runs/r9");
    assertThat(heap.path("extra").path("history").path("items").findValuesAsText("status"))
        .containsExactly("passed", "broken");
    assertThat(heap.path("extra").path("history").path("items").findValuesAsText("reportUrl"))
        .containsExactly("../../r7/", "../../r4/");
    JsonNode trend = json("widgets/history-trend.json");
    assertThat(trend.findValuesAsText("buildOrder")).containsExactly("9", "7", "4");
    assertThat(trend.path(1).path("data").path("passed").asInt()).isEqualTo(2);
    assertThat(trend.path(2).path("data").path("broken").asInt()).isEqualTo(1);
    assertThat(json("widgets/executors.json").path(0).path("buildUrl").asText())
        .isEqualTo("../../../runs/r9");
    assertThat(json("widgets/environment.json").toString())
        .contains("adafruit/circuitpython/main", "r7 r9", "10.2.0-demo");
  }

  @Test
  void it_is_made_again_for_a_newer_run_and_for_no_other() throws Exception {
    assertThat(reports.tellsOf(MAIN, new RunId("r8"))).isFalse();
    ensure("r8");
    assertThat(reports.tellsOf(MAIN, new RunId("r8"))).isTrue();
    reports.ensure(
        MAIN,
        new RunId("r8"),
        () -> {
          throw new AssertionError("it tells of that run already");
        },
        Deadline.after(Duration.ofMinutes(2)));
    ensure("r9");
    assertThat(reports.tellsOf(MAIN, new RunId("r8"))).isFalse();
    assertThat(reports.tellsOf(MAIN, new RunId("r9"))).isTrue();
    reports.forget(MAIN);
    assertThat(report).doesNotExist();
    assertThat(reports.tellsOf(MAIN, new RunId("r9"))).isFalse();
  }
}
