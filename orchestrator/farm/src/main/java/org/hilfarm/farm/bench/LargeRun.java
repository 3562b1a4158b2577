package org.hilfarm.farm.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.PlannedJob;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.allure.FinishedRun;

/**
 * A run of very many results, one in twenty of them red: forty scripts on as many types of boards
 * as it takes, with checks, measures, transcripts and pictures.
 */
record LargeRun(FinishedRun finished, Map<Sha256, byte[]> transcripts) {
  static final RunId ID = new RunId("r1");

  private static final int SCRIPTS = 40;
  private static final int SUBJECTS = 8;
  private static final int RED = 20;
  private static final int PICTURE = 10;
  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");

  static LargeRun of(int results) {
    Map<Sha256, byte[]> transcripts = new TreeMap<>();
    List<Image> images = new ArrayList<>();
    List<PlannedJob> jobs = new ArrayList<>();
    List<BoardReport> attempts = new ArrayList<>();
    TreeSet<Requirement> required = new TreeSet<>();
    List<Reason> reasons = new ArrayList<>();
    for (int number = 0; number < results / SCRIPTS; number++) {
      Image image = image(number);
      JobId job = new JobId(ID + "-" + number);
      List<ScriptReport> scripts = scripts(number);
      scripts.forEach(s -> required.add(new Requirement(image.boardType(), s.script())));
      scripts.stream()
          .filter(s -> s.outcome() instanceof Outcome.Failed)
          .map(s -> new Requirement(image.boardType(), s.script()))
          .map(p -> new Reason(Blame.FIRMWARE, p, Optional.empty(), "It fell by 2048 B."))
          .forEach(reasons::add);
      images.add(image);
      jobs.add(
          new PlannedJob(
              job, image, scripts.stream().map(ScriptReport::script).toList(), Set.of()));
      attempts.add(attempt(number, job, image, scripts, transcripts));
    }
    RunPlan plan =
        new RunPlan(
            ID,
            new SuiteId("bench"),
            new Build("ten thousand results", images),
            required,
            List.of(),
            List.of(),
            jobs,
            "bench",
            false);
    FinishedRun run =
        new FinishedRun(
            plan,
            attempts,
            List.of(),
            new Verdict.Blocked(reasons),
            Map.of(),
            Map.of(),
            Optional.empty());
    return new LargeRun(run, transcripts);
  }

  Optional<byte[]> bytes(Sha256 digest) {
    return Optional.ofNullable(transcripts.get(digest));
  }

  private static Image image(int number) {
    return new Image(
        new BoardTypeId("bench_board_%03d".formatted(number)),
        ImageFormat.UF2,
        "bench.uf2",
        Sha256.of(new byte[] {(byte) number, (byte) (number >> 8)}),
        2,
        new Banner("10.1.0", "2026-11-22", "Bench Board with rp2040"));
  }

  private static List<ScriptReport> scripts(int board) {
    return IntStream.range(0, SCRIPTS).mapToObj(i -> script(board, i)).toList();
  }

  private static ScriptReport script(int board, int number) {
    int result = board * SCRIPTS + number;
    boolean red = result % RED == 0;
    Outcome outcome =
        red
            ? new Outcome.Failed(
                new Fault(
                    FaultKind.CHECK_FAILED, "heap_lost_a_reload is 2048 B, outside -16 to 16"))
            : new Outcome.Passed();
    return new ScriptReport(
        new ScriptId("subject_%d/script_%d".formatted(number % SUBJECTS, number)),
        outcome,
        IntStream.range(0, 5).mapToObj(i -> new Check("check " + i, !red || i > 0, "")).toList(),
        IntStream.range(0, 3).mapToObj(LargeRun::measure).toList(),
        List.of(),
        BEGAN.plusSeconds(2L * number),
        Duration.ofMillis(1_500),
        Duration.ofMillis(1_400),
        result % PICTURE == 0 ? Optional.of(heap()) : Optional.empty(),
        Optional.empty());
  }

  private static Measure measure(int number) {
    return new Measure(
        "measure " + number, 120_000, "B", OptionalDouble.of(100_000), OptionalDouble.empty());
  }

  private static HeapTrace heap() {
    return HeapTrace.of(
        IntStream.range(0, 10)
            .mapToObj(
                i -> new HeapSample(i, "step " + i, i, 170_000 - i, 900, OptionalLong.of(90_000)))
            .toList());
  }

  private static BoardReport attempt(
      int number,
      JobId job,
      Image image,
      List<ScriptReport> scripts,
      Map<Sha256, byte[]> transcripts) {
    byte[] said =
        "2026-11-22T08:00:00Z < board %d says a line\n"
            .formatted(number)
            .repeat(500)
            .getBytes(StandardCharsets.UTF_8);
    Sha256 digest = Sha256.of(said);
    transcripts.put(digest, said);
    return new BoardReport(
        job,
        1,
        new RackId("bench-" + number / 50),
        new BoardSerial("B%03d".formatted(number)),
        image.boardType(),
        new FlashReport.Running(
            image.digest(), image.banner(), image.boardType(), Duration.ofSeconds(2)),
        scripts,
        List.of(),
        List.of(new Attachment("console", "text/plain", digest, said.length)),
        BEGAN,
        BEGAN.plusSeconds(2L * SCRIPTS));
  }
}
