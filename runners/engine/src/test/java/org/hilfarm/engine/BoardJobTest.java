package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole job on virtual boards: real ports, drives, flashers, and a real MicroPython. */
class BoardJobTest {
  private static final VirtualRackOptions FAST = VirtualRackOptions.real().withRate(10);

  private final Path folder;

  BoardJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"pico", "magtag", "feather-s2", "feather-nrf"})
  void a_good_image_is_flashed_proven_and_passes_every_script(String slot) throws Exception {
    JobResult result = perform(slot, "10.2.1", Variant.GOOD);
    BoardReport report = result.report();
    assertThat(report.flash()).as(Log.of(result)).isInstanceOf(FlashReport.Running.class);
    assertThat(report.scripts())
        .as(Log.of(result))
        .hasSize(5)
        .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
    ResetGaps.areKept(report, 10);
  }

  /** Two jobs follow each other at once; the second finds a board that has only just started. */
  @ParameterizedTest
  @CsvSource({"pico", "magtag", "feather-s2", "feather-nrf"})
  void nothing_the_farm_does_resets_a_board_within_a_second_of_its_start(String slot)
      throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, slot, FAST).ready();
        PortWatch watch = new PortWatch(bench.rack().root(), bench.port())) {
      for (int job = 0; job < 2; job++) {
        JobResult result =
            new BoardJob()
                .perform(
                    bench.work("10.2.1", Variant.GOOD, bench.suite().subList(4, 5)),
                    p -> {},
                    () -> false);
        assertThat(result.report().flash())
            .as(Log.of(result))
            .isInstanceOf(FlashReport.Running.class);
      }
      watch.allStayedLongEnough(10, 4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pico, heap/reload_keeps_heap, CHECK_FAILED",
    "magtag, watchdog/reset_bites, MISSING_RESET",
    "feather-nrf, deep_sleep/time_alarm_wakes, UNEXPECTED_RESET"
  })
  void a_planted_fault_is_found_by_its_script_and_by_no_other(
      String slot, String script, FaultKind kind) throws Exception {
    JobResult result = perform(slot, "10.2.1", Variant.REGRESSED);
    List<ScriptReport> bad =
        result.report().scripts().stream()
            .filter(s -> !(s.outcome() instanceof Outcome.Passed))
            .toList();
    assertThat(bad).as(Log.of(result)).hasSize(1);
    assertThat(bad.getFirst().script().value()).isEqualTo(script);
    assertThat(((Outcome.Failed) bad.getFirst().outcome()).fault().kind()).isEqualTo(kind);
  }

  @Test
  void progress_goes_from_flashing_over_proving_and_testing_to_reporting() throws Exception {
    List<Progress> heard = new ArrayList<>();
    try (VirtualBench bench = new VirtualBench(folder, "pico", FAST)) {
      JobInput work = bench.work("10.2.1", Variant.GOOD, bench.suite().subList(1, 2));
      new BoardJob().perform(work, heard::add, () -> false);
    }
    assertThat(heard.stream().map(Progress::stage).distinct())
        .containsExactly(
            Progress.Stage.FLASHING,
            Progress.Stage.PROVING,
            Progress.Stage.TESTING,
            Progress.Stage.REPORTING);
  }

  @Test
  void a_cancelled_job_reports_every_script_as_not_run() throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, "pico", FAST)) {
      JobResult result =
          new BoardJob()
              .perform(bench.work("10.2.1", Variant.GOOD, bench.suite()), p -> {}, () -> true);
      assertThat(result.report().scripts())
          .hasSize(5)
          .allSatisfy(
              s ->
                  assertThat(((Outcome.NotRun) s.outcome()).fault().kind())
                      .isEqualTo(FaultKind.CANCELLED));
    }
  }

  private JobResult perform(String slot, String version, Variant variant) throws Exception {
    try (VirtualBench bench = new VirtualBench(folder, slot, FAST)) {
      return new BoardJob()
          .perform(bench.work(version, variant, bench.suite()), p -> {}, () -> false);
    }
  }
}
