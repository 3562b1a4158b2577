package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hilfarm.engine.JobInput;
import org.hilfarm.engine.JobResult;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.allure.AllureResults;
import org.hilfarm.server.allure.FinishedRun;
import org.hilfarm.server.picture.HeapPicture;
import org.hilfarm.server.picture.PowerPicture;
import org.hilfarm.server.verdict.Verdicts;
import org.hilfarm.wire.json.Json;

/** What a report says of one red script on one board: the same files that Allure makes pages of. */
final class SymptomReport {
  private final Path folder;
  private final BoardReport attempt;
  private final ScriptReport script;
  private final ResultShown shown;

  /** The parts of a result that a reader's eye falls on. */
  record ResultShown(String status, Optional<Said> statusDetails, List<File> attachments) {}

  record Said(String message, String trace) {}

  record File(String name, String source, String type) {}

  SymptomReport(Path folder, JobInput input, JobResult result) throws IOException {
    this.folder = folder;
    this.attempt = result.report();
    this.script = attempt.scripts().getFirst();
    AllureResults.write(
        folder,
        run(input, attempt),
        digest -> Optional.ofNullable(result.attachments().get(digest)));
    this.shown = only(folder);
  }

  private static FinishedRun run(JobInput input, BoardReport attempt) {
    Script script = input.offer().scripts().getFirst();
    Requirement pair = new Requirement(attempt.boardType(), script.id());
    RunPlan plan =
        new RunPlan(
            new RunId("r1"),
            new SuiteId("symptom"),
            new Build("a symptom", List.of(input.offer().image())),
            new TreeSet<>(Set.of(pair)),
            List.of(),
            List.of(),
            List.of(
                new PlannedJob(
                    attempt.job(), input.offer().image(), List.of(script.id()), script.needs())),
            "0000000",
            false);
    return new FinishedRun(
        plan,
        List.of(attempt),
        List.of(),
        Verdicts.fold(plan, List.of(attempt), List.of()),
        Map.of(script.id(), script),
        Map.of(attempt.boardType(), input.offer().boardType().family()),
        Optional.empty());
  }

  private static ResultShown only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> results = files.filter(f -> f.toString().endsWith("-result.json")).toList();
      assertThat(results).hasSize(1);
      return Json.read(Files.readString(results.getFirst()), ResultShown.class);
    }
  }

  /** The message opens with who must act and why; the trace has the kind of the fault. */
  void tellsTheCause(Fault fault) {
    assertThat(shown.status()).isIn("failed", "broken");
    Said said = shown.statusDetails().orElseThrow();
    assertThat(said.message()).startsWith(fault.blame() + ": ");
    assertThat(said.message().length()).as(said.message()).isGreaterThan(30);
    assertThat(said.trace()).startsWith(fault.kind() + ".");
  }

  /** A row for each start of the board, with the stimulus and the judgement. */
  void hasTheLedger() throws IOException {
    List<String> rows = lines("reset ledger of the attempt");
    assertThat(rows).hasSize(attempt.resets().size() + 1);
    assertThat(attempt.resets()).isNotEmpty();
    for (int i = 0; i < attempt.resets().size(); i++) {
      assertThat(rows.get(i + 1))
          .contains(attempt.resets().get(i).stimulus().name())
          .contains(attempt.resets().get(i).judgement().name());
    }
    assertThat(lines("console")).isNotEmpty();
  }

  /** A picture of the heap or of the current wherever there are numbers to draw. */
  void hasItsPictures() throws IOException {
    assertThat(pictures(HeapPicture.NAME)).isEqualTo(script.heap().isPresent() ? 1 : 0);
    assertThat(pictures(PowerPicture.NAME)).isEqualTo(script.power().isPresent() ? 1 : 0);
  }

  private long pictures(String name) throws IOException {
    List<File> pictures = shown.attachments().stream().filter(a -> a.name().equals(name)).toList();
    for (File picture : pictures) {
      assertThat(text(picture)).startsWith("<svg ").endsWith("</svg>\n").contains("<path");
    }
    return pictures.size();
  }

  private List<String> lines(String name) throws IOException {
    File file =
        shown.attachments().stream()
            .filter(a -> a.name().startsWith(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " is not in " + shown.attachments()));
    return text(file).lines().toList();
  }

  private String text(File file) throws IOException {
    return Files.readString(folder.resolve(file.source()), StandardCharsets.UTF_8);
  }
}
