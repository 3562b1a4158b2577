package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real generator in a real child JVM. */
class AllureReportsTest {
  private final Path data;
  private final AtomicLong second = new AtomicLong();

  AllureReportsTest(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void a_second_report_of_a_suite_has_the_first_one_s_history_and_takes_its_place_in_the_cache()
      throws Exception {
    var reports = reports(new ReportLimits(1, 1L << 30, 200));
    AllureReports.Made made = publish(reports, "r1", Optional.empty());
    Path first = made.where();
    assertThat(first.resolve("index.html"))
        .content()
        .contains("HIL Farm, run r1")
        .doesNotContain("gtag", "dataLayer");
    assertThat(Files.readString(first.resolve("widgets/summary.json")))
        .contains("\"failed\":1", "\"broken\":3", "\"passed\":1", "\"skipped\":2");
    assertThat(first.resolve("data/categories.json")).content().contains("Firmware faults");

    Path second = publish(reports, "r2", Optional.of(made.history())).where();
    assertThat(Files.readString(second.resolve("widgets/history-trend.json")))
        .contains("run r2", "run r1");
    assertThat(left()).containsExactly("r2");
    reports.ensure(
        new RunId("r2"),
        () -> {
          throw new AssertionError("it lies there already");
        },
        Deadline.after(Duration.ofMinutes(2)));
  }

  @Test
  void a_generator_that_fails_is_quoted_and_leaves_nothing_behind() throws Exception {
    var reports = reports(new ReportLimits(9, 1L << 30, 0));
    assertThatThrownBy(() -> publish(reports, "r1", Optional.empty()))
        .isInstanceOf(ReportFailedException.class)
        .hasMessageContaining("run r1: the Allure generator ended with 1")
        .hasMessageContaining("it said: ");
    assertThat(left()).isEmpty();
    assertThat(reports.of(new RunId("r1"))).doesNotExist();
  }

  @Test
  void a_generator_past_its_deadline_is_ended() {
    var reports = reports(ReportLimits.standard());
    assertThatThrownBy(
            () ->
                reports.publish(
                    source("r1", Optional.empty()), Deadline.after(Duration.ofMillis(1))))
        .isInstanceOf(ReportFailedException.class)
        .hasMessageContaining("run r1: the Allure generator was still busy after 0 s");
  }

  private AllureReports reports(ReportLimits limits) {
    return new AllureReports(
        data, limits, () -> Instant.ofEpochSecond(1_000 + second.incrementAndGet()));
  }

  private static AllureReports.Made publish(
      AllureReports reports, String run, Optional<byte[]> history) throws Exception {
    return reports.publish(source(run, history), Deadline.after(Duration.ofMinutes(2)));
  }

  private static AllureReports.Source source(String run, Optional<byte[]> history) {
    return new AllureReports.Source(SampleRun.run(run), SampleRun.bytes(), history);
  }

  private java.util.List<String> left() throws Exception {
    try (Stream<Path> found = Files.list(data.resolve("reports"))) {
      return found.map(p -> p.getFileName().toString()).toList();
    }
  }
}
