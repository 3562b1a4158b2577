package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.fixture.Reports;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each round of a soak is a row; what never ran is one. */
class SoakResultsTest {
  private static final FinishedRun RUN = SampleRun.run("r2");
  private static final List<PlannedJob> JOBS =
      IntStream.rangeClosed(1, 5)
          .mapToObj(
              n ->
                  new PlannedJob(
                      new JobId("r2-" + n),
                      RUN.plan().build().images().getFirst(),
                      List.of(TestData.HEAP),
                      Set.of(),
                      Optional.of(new Round(n, 5))))
          .toList();

  private final Path folder;

  SoakResultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static FinishedRun soak(List<BoardReport> attempts, Verdict verdict) {
    RunPlan p = RUN.plan();
    Requirement pair = new Requirement(JOBS.getFirst().image().boardType(), TestData.HEAP);
    RunPlan plan =
        new RunPlan(
            p.run(),
            p.suite(),
            p.build(),
            new TreeSet<>(Set.of(pair)),
            List.of(),
            List.of(),
            JOBS,
            p.scriptsCommit(),
            false);
    return new FinishedRun(
        plan, attempts, List.of(), verdict, RUN.scripts(), RUN.families(), RUN.address());
  }

  private static BoardReport said(int round, int attempt, boolean pass) {
    return Reports.report(
        JOBS.get(round - 1),
        attempt,
        s -> Reports.script(s, pass ? Reports.passed() : Reports.failed(FaultKind.DISCONNECTED)));
  }

  private List<ResultFile> write(FinishedRun run) throws Exception {
    AllureResults.write(folder, run, SampleRun.bytes());
    List<ResultFile> results = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
        results.add(Json.read(Files.readString(file), ResultFile.class));
      }
    }
    return results;
  }

  @Test
  void every_round_is_a_row_with_its_own_history_and_the_missing_ones_are_one() throws Exception {
    List<ResultFile> results =
        write(
            soak(
                List.of(said(1, 1, true), said(2, 1, false), said(2, 2, true)),
                new Verdict.Cancelled("enough")));
    assertThat(results)
        .extracting(ResultFile::name, ResultFile::status)
        .containsExactlyInAnyOrder(
            tuple("heap/reload_keeps_heap (round 1)", "passed"),
            tuple("heap/reload_keeps_heap (round 2, attempt 1 on B1)", "broken"),
            tuple("heap/reload_keeps_heap (round 2)", "passed"),
            tuple("heap/reload_keeps_heap", "skipped"));
    assertThat(results.stream().map(ResultFile::historyId).distinct()).hasSize(4);
    assertThat(results)
        .flatExtracting(r -> r.statusDetails().stream().toList())
        .extracting(ResultFile.Details::message)
        .contains("CANCELLED: No attempt reached rounds 3 to 5 of 5.");
  }

  @Test
  void a_soak_that_nobody_cancelled_and_that_lacks_rounds_is_broken() throws Exception {
    List<ResultFile> results =
        write(soak(List.of(said(1, 1, true)), new Verdict.Undecided(List.of())));
    assertThat(results)
        .extracting(ResultFile::name, ResultFile::status)
        .containsExactlyInAnyOrder(
            tuple("heap/reload_keeps_heap (round 1)", "passed"),
            tuple("heap/reload_keeps_heap", "broken"));
  }
}
