package org.hilfarm.server.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.plan.Control;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.Rerun;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are not the build's on a board are told from those that are. */
class MarkedResultsTest {
  private static final FinishedRun RUN = SampleRun.run("r2");
  private static final BoardReport FIRST = RUN.attempts().getFirst();

  private final Path folder;

  MarkedResultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Control control(ScriptId... scripts) {
    PlannedJob work =
        new PlannedJob(
            new JobId("r2-1-c1"),
            RUN.plan().build().images().getFirst(),
            List.of(scripts),
            Set.of());
    return new Control(work, new RunId("r1"), new JobId("r2-1"), 1, FIRST.rack(), FIRST.board());
  }

  private static BoardReport with(
      JobId job, FlashReport flash, List<ScriptReport> scripts, boolean emulated) {
    return new BoardReport(
        job,
        1,
        FIRST.rack(),
        FIRST.board(),
        FIRST.boardType(),
        flash,
        scripts,
        List.of(),
        List.of(),
        FIRST.started(),
        FIRST.finished(),
        emulated);
  }

  private List<ResultFile> write(BoardReport attempt, List<Control> controls) throws IOException {
    FinishedRun run =
        new FinishedRun(
            RUN.plan(),
            List.of(attempt),
            controls,
            RUN.verdict(),
            RUN.scripts(),
            RUN.families(),
            RUN.address());
    AllureResults.write(folder, run, SampleRun.bytes());
    return read();
  }

  private List<ResultFile> read() throws IOException {
    List<ResultFile> results = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
        results.add(Json.read(Files.readString(file), ResultFile.class));
      }
    }
    return results;
  }

  private static ResultFile only(List<ResultFile> results, String start) {
    return results.stream().filter(r -> r.fullName().startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void a_controls_result_is_named_so_has_its_own_history_and_never_fails() throws Exception {
    ScriptReport heap = heapFailed();
    Control control = control(SampleRun.HEAP);
    List<ResultFile> results =
        write(with(control.work().id(), FIRST.flash(), List.of(heap), false), List.of(control));
    ResultFile result = only(results, "control: heap/reload_keeps_heap on raspberry_pi_pico");
    ResultFile pair = only(results, "heap/reload_keeps_heap on raspberry_pi_pico");
    assertThat(result.status()).isEqualTo("broken");
    assertThat(result.historyId()).isNotEqualTo(pair.historyId());
    assertThat(result.statusDetails().orElseThrow().message())
        .startsWith("CONTROL: control of attempt 1 of job r2-1 with the baseline ");
    assertThat(result.labels()).contains(new ResultFile.Label("tag", "control"));
    assertThat(pair.statusDetails().orElseThrow().message())
        .contains("No attempt reached this pair");
  }

  private static ScriptReport heapFailed() {
    return new ScriptReport(
        SampleRun.HEAP,
        new Outcome.Failed(new Fault(FaultKind.CHECK_FAILED, "heap_free fell.")),
        List.of(),
        List.of(),
        List.of(),
        FIRST.started(),
        FIRST.scripts().getFirst().wall(),
        FIRST.scripts().getFirst().boardBusy());
  }

  private static Rerun rerun() {
    PlannedJob like = control(SampleRun.HEAP).work();
    return new Rerun(
        new PlannedJob(
            Rerun.id(FIRST.job(), 1, Rerun.Part.BASE), like.image(), like.scripts(), Set.of()),
        Rerun.Part.BASE,
        FIRST.job(),
        1,
        FIRST.rack(),
        FIRST.board(),
        Optional.of(new RunId("r1")));
  }

  @Test
  void a_rerun_is_a_row_of_its_own_and_what_it_found_is_told_with_the_attempt() throws Exception {
    Rerun rerun = rerun();
    ScriptReport heap = heapFailed();
    Reason bad =
        new Reason(
            Blame.RACK,
            new Requirement(FIRST.boardType(), SampleRun.HEAP),
            Optional.of(FIRST.board()),
            "Bad board: fails everywhere. heap_free fell.");
    FinishedRun run =
        new FinishedRun(
            RUN.plan(),
            List.of(
                with(FIRST.job(), FIRST.flash(), List.of(heap), false),
                with(rerun.work().id(), FIRST.flash(), List.of(heap), false)),
            List.of(),
            List.of(rerun),
            new Verdict.Undecided(List.of(bad)),
            RUN.scripts(),
            RUN.families(),
            RUN.address());
    AllureResults.write(folder, run, SampleRun.bytes());
    List<ResultFile> results = read();
    ResultFile pair = only(results, "heap/reload_keeps_heap on raspberry_pi_pico");
    assertThat(pair.status()).isEqualTo("broken");
    assertThat(pair.statusDetails().orElseThrow().message())
        .isEqualTo("RACK: Bad board: fails everywhere. heap_free fell.");
    assertThat(pair.labels()).contains(new ResultFile.Label("tag", "run again"));
    ResultFile again = only(results, "rerun: heap/reload_keeps_heap on raspberry_pi_pico");
    assertThat(again.status()).isEqualTo("broken");
    assertThat(again.statusDetails().orElseThrow().message())
        .startsWith("RERUN: rerun of attempt 1 of job ");
    assertThat(Files.readString(folder.resolve("environment.properties")))
        .contains("Bad board: fails everywhere.");
  }

  @Test
  void a_control_that_only_had_to_start_is_shown() throws Exception {
    Control control = control();
    BoardReport started = with(control.work().id(), FIRST.flash(), List.of(), false);
    ResultFile result =
        only(write(started, List.of(control)), "control: board/starts on raspberry_pi_pico");
    assertThat(result.status()).isEqualTo("passed");
  }

  @Test
  void an_emulated_result_says_so_and_has_its_own_history() throws Exception {
    BoardReport emulated = with(FIRST.job(), FIRST.flash(), FIRST.scripts(), true);
    ResultFile result =
        only(write(emulated, List.of()), "watchdog/reset_bites on raspberry_pi_pico, emulated");
    ResultFile real = only(write(FIRST, List.of()), "watchdog/reset_bites on raspberry_pi_pico");
    assertThat(result.labels()).contains(new ResultFile.Label("emulated", "true"));
    assertThat(result.parameters()).contains(new ResultFile.Parameter("emulated", "true", false));
    assertThat(real.labels()).contains(new ResultFile.Label("emulated", "false"));
    assertThat(result.historyId()).isNotEqualTo(real.historyId());
  }
}
