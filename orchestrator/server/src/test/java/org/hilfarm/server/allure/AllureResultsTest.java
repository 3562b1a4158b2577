package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
  private final Path folder;
  private final List<ResultFile> results;

  AllureResultsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    AllureResults.write(folder, SampleRun.run("r1"), SampleRun.bytes());
    this.results = results(folder);
  }

  @Test
  void the_files_are_the_golden_ones() throws IOException {
    Golden.compare("allure", folder);
  }

  @Test
  void every_script_of_every_attempt_has_a_result() {
    assertThat(statuses("watchdog/reset_bites on raspberry_pi_pico"))
        .containsExactlyInAnyOrder("broken", "passed");
    assertThat(statuses("heap/reload_keeps_heap on raspberry_pi_pico"))
        .containsExactlyInAnyOrder("skipped", "failed");
  }

  @Test
  void a_board_that_was_never_flashed_is_in_it_too() {
    assertThat(result("watchdog/reset_bites on adafruit_magtag_2.9_grayscale"))
        .satisfies(
            r -> {
              assertThat(r.status()).isEqualTo("broken");
              assertThat(r.statusDetails().orElseThrow().message())
                  .isEqualTo("RACK: It never started. No drive came at 1-1.2 within 10 s.");
            });
  }

  @Test
  void a_required_pair_that_no_attempt_reached_is_broken_and_says_why() {
    assertThat(result("deep_sleep/time_alarm_wakes on adafruit_magtag_2.9_grayscale"))
        .satisfies(
            r -> {
              assertThat(r.status()).isEqualTo("broken");
              assertThat(r.statusDetails().orElseThrow().message())
                  .isEqualTo(
                      "RACK: No attempt reached this pair. No board of this type came back.");
            });
  }

  @Test
  void a_pair_that_a_cancelled_run_never_reached_is_nobody_s_fault(@TempDir Path other)
      throws IOException {
    var run = SampleRun.run("r1");
    var cancelled =
        new FinishedRun(
            run.plan(),
            List.of(),
            List.of(),
            new Verdict.Cancelled("superseded by r2"),
            run.scripts(),
            run.families(),
            run.address());
    AllureResults.write(other, cancelled, SampleRun.bytes());
    assertThat(results(other))
        .hasSize(5)
        .allSatisfy(r -> assertThat(r.status()).isEqualTo("skipped"));
    assertThat(results(other))
        .extracting(r -> r.statusDetails().orElseThrow().message())
        .contains("CANCELLED: No attempt reached this pair. superseded by r2");
  }

  @Test
  void
      the_pair_s_history_is_that_of_the_attempt_that_tells_and_another_board_s_is_a_row_of_its_own()
          throws IOException {
    assertThat(all("watchdog/reset_bites on raspberry_pi_pico"))
        .extracting(ResultFile::name, ResultFile::status)
        .containsExactlyInAnyOrder(
            tuple("an unfed watchdog resets the board (attempt 1 on E6614103E7174F2C)", "broken"),
            tuple("an unfed watchdog resets the board", "passed"));
    assertThat(histories("watchdog/reset_bites on raspberry_pi_pico")).hasSize(2);
    assertThat(histories("watchdog/reset_bites on adafruit_magtag_2.9_grayscale"))
        .doesNotContainAnyElementsOf(histories("watchdog/reset_bites on raspberry_pi_pico"));
  }

  @Test
  void only_well_formed_issues_become_links() {
    assertThat(result("watchdog/reset_bites on adafruit_magtag_2.9_grayscale").links())
        .containsExactly(
            new ResultFile.Link(
                "adafruit/circuitpython#5021",
                "https://github.com/adafruit/circuitpython/issues/5021",
                "issue"));
  }

  @Test
  void what_a_board_sent_is_never_offered_as_a_page() {
    assertThat(results.stream().flatMap(r -> r.attachments().stream()))
        .isNotEmpty()
        .allSatisfy(
            a ->
                assertThat(a.type())
                    .isIn("text/plain", "text/csv", "application/octet-stream", "image/*"));
  }

  @Test
  void a_heap_picture_is_the_farms_own_and_shown_as_an_image() throws IOException {
    List<ResultFile.Attached> pictures =
        results.stream()
            .flatMap(r -> r.attachments().stream())
            .filter(a -> a.type().equals("image/*"))
            .toList();
    assertThat(pictures).isNotEmpty();
    for (ResultFile.Attached picture : pictures) {
      assertThat(picture.name()).isEqualTo("heap.svg");
      assertThat(Files.readString(folder.resolve(picture.source())))
          .startsWith("<svg ")
          .doesNotContain("<script");
    }
  }

  @Test
  void no_text_file_holds_a_character_that_something_would_obey() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".bin")).toList()) {
        assertThat(Files.readString(file)).doesNotContain("\u001b", "\u202e", "\r");
      }
    }
  }

  /** Allure's pages write some of these into themselves as they are. */
  @Test
  void no_text_of_a_result_is_anything_but_text() throws IOException {
    assertThat(results.stream().flatMap(AllureResultsTest::texts))
        .anyMatch(t -> t.contains("‹img src=x onerror=alert(1)›"))
        .noneMatch(t -> t.matches("(?s).*([<>]|&[#A-Za-z0-9]|://|www\\.).*"));
    for (String file : List.of("environment.properties", "executor.json")) {
      assertThat(Files.readString(folder.resolve(file)).replace("http://localhost", ""))
          .doesNotContain("<", ">", "://");
    }
  }

  private static Stream<String> texts(ResultFile result) {
    return Stream.of(
            Stream.of(result.name(), result.fullName()),
            result.statusDetails().stream().flatMap(AllureResultsTest::texts),
            result.steps().stream().map(ResultFile.Step::name),
            result.steps().stream()
                .flatMap(s -> s.statusDetails().stream())
                .flatMap(AllureResultsTest::texts),
            result.attachments().stream().map(ResultFile.Attached::name),
            result.parameters().stream().map(ResultFile.Parameter::value),
            result.labels().stream().map(ResultFile.Label::value))
        .flatMap(all -> all);
  }

  private static Stream<String> texts(ResultFile.Details details) {
    return Stream.of(details.message(), details.trace());
  }

  @Test
  void a_spreadsheet_takes_no_formula_from_a_board() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".csv")))
          .isNotEmpty()
          .allSatisfy(f -> assertThat(f).content().contains("\"'=HYPERLINK(\"\"x\"\")"));
    }
  }

  private static List<ResultFile> results(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith("-result.json"))
          .map(AllureResultsTest::read)
          .toList();
    }
  }

  private static ResultFile read(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), ResultFile.class);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ResultFile result(String fullName) {
    return all(fullName).findFirst().orElseThrow();
  }

  private List<String> statuses(String fullName) {
    return all(fullName).map(ResultFile::status).toList();
  }

  private List<String> histories(String fullName) {
    return all(fullName).map(ResultFile::historyId).distinct().toList();
  }

  private Stream<ResultFile> all(String fullName) {
    return results.stream().filter(r -> r.fullName().equals(fullName));
  }
}
