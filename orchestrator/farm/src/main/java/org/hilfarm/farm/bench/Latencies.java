package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.demo.BoardsReady;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/**
 * How long a submitter waits for the farm to turn to a board, and what a script costs beside the
 * board's own time. No image is submitted twice, since a pull request's is always new.
 */
final class Latencies {
  private static final Duration RUN_WITHIN = Duration.ofMinutes(10);

  private final Configs configs;
  private final Path folder;
  private final Console console;
  private final InstantSource clock = InstantSource.system();
  private final Stopwatch stopwatch = new Stopwatch();
  private final List<Double> accepted = new ArrayList<>();
  private final List<Double> firstByte = new ArrayList<>();

  Latencies(Configs configs, Path folder, Console console) {
    this.configs = configs;
    this.folder = folder;
    this.console = console;
  }

  List<Figure> measure(int runs)
      throws IOException,
          ToolMissingException,
          RefusedException,
          BadBuildException,
          InterruptedException {
    var boards = VirtualRackOptions.real().withRate(Benchmark.SPEED);
    try (LocalFarm farm =
        LocalFarm.start(
            new LocalFarm.Settings(folder, Benchmark.RACK, boards, 1),
            configs,
            inner -> new WatchedRunner(inner, stopwatch))) {
      BoardsReady.await(farm.client(), configs.racks().get(Benchmark.RACK));
      int seed = 1;
      for (int run = 0; run < runs; run++) {
        for (BoardType type : configs.types().values()) {
          if (type.firmware() == Firmware.CIRCUITPYTHON) {
            single(farm.client(), type, seed++);
          }
        }
      }
      stopwatch.takeOverheads(); // only what a busy rack costs counts
      for (int run = 0; run < runs; run++) {
        whole(farm.client(), seed++);
      }
      return figures();
    }
  }

  /** One image for a farm that does nothing else. */
  private void single(RunClient client, BoardType type, int seed)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    console.say("a single image for %s".formatted(type.id()));
    Path build = build(List.of(type), seed);
    List<BuildFiles.Named> files = BuildFiles.in(List.of(build));
    stopwatch.takeFirstBytes();
    Instant submitted = clock.instant();
    RunId run = submit(client, files);
    accepted.add(millis(submitted, clock.instant()));
    finish(client, run);
    for (Instant first : stopwatch.takeFirstBytes()) {
      firstByte.add(millis(submitted, first));
    }
  }

  /** A build for all boards at once. */
  private void whole(RunClient client, int seed)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    console.say("a build for every board");
    Path build = build(List.copyOf(configs.types().values()), seed);
    finish(client, submit(client, BuildFiles.in(List.of(build))));
  }

  private Path build(List<BoardType> types, int seed) throws IOException {
    Path build = folder.resolve("build-" + seed);
    DemonstrationBuilds.write(build, types, "10.1.0", Variant.GOOD, seed);
    return build;
  }

  private static RunId submit(RunClient client, List<BuildFiles.Named> files)
      throws IOException, RefusedException, InterruptedException {
    return client.submit(new RunClient.Submission("bench", files, "smoke", List.of())).run();
  }

  private static void finish(RunClient client, RunId run)
      throws IOException, RefusedException, InterruptedException {
    client.follow(run, r -> r.reportUrl().isPresent(), r -> {}, Deadline.after(RUN_WITHIN));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private List<Figure> figures() {
    List<Stopwatch.Overhead> overheads = stopwatch.takeOverheads();
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.median("submit -> first byte to an idle board, p50", "ms", 50, firstByte));
    figures.add(
        Figure.at(0.99, "submit -> first byte to an idle board, p99", "ms", 250, firstByte));
    figures.add(Figure.median("submit -> accepted, part of it, p50", "ms", 50, accepted));
    figures.add(
        Figure.median(
            "host overhead a script, six boards at once, p50",
            "ms",
            5,
            overheads.stream().map(Stopwatch.Overhead::millis).toList()));
    for (Stopwatch.Kind kind : Stopwatch.Kind.values()) {
      figures.add(part(kind, overheads));
    }
    return figures;
  }

  private static Figure part(Stopwatch.Kind kind, List<Stopwatch.Overhead> overheads) {
    return Figure.median(
        "host overhead a script " + kind.words + ", part of it, p50",
        "ms",
        5,
        overheads.stream().filter(o -> o.kind() == kind).map(Stopwatch.Overhead::millis).toList());
  }
}
