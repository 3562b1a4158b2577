package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.demo.BoardsReady;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/** Runs the good demonstration build some times on six virtual boards and measures the farm. */
public final class Benchmark {
  private static final RackId RACK = new RackId("demo");
  private static final Duration RUN_WITHIN = Duration.ofMinutes(10);
  private static final double SPEED = 10;

  private final Configs configs;
  private final Path folder;
  private final Console console;
  private final Ticker ticker = Ticker.system();
  private final Stopwatch stopwatch = new Stopwatch();
  private final List<Double> dispatch = new ArrayList<>();

  /** Works in an empty folder. */
  public Benchmark(Configs configs, Path folder, Console console) {
    this.configs = configs;
    this.folder = folder;
    this.console = console;
  }

  /** Measures over so many runs. */
  public List<Figure> measure(int runs)
      throws IOException,
          ToolMissingException,
          RefusedException,
          BadBuildException,
          InterruptedException {
    Path build = Files.createDirectories(folder.resolve("build"));
    DemonstrationBuilds.write(build, configs.types().values(), "10.1.0", Variant.GOOD, 1);
    var boards = VirtualRackOptions.real().withRate(SPEED);
    try (LocalFarm farm =
        LocalFarm.start(
            new LocalFarm.Settings(folder, RACK, boards, 1),
            configs,
            inner -> new WatchedRunner(inner, stopwatch, ticker))) {
      BoardsReady.await(farm.client(), configs.racks().get(RACK));
      for (int run = 1; run <= runs; run++) {
        console.say("run %d of %d".formatted(run, runs));
        once(farm.client(), build);
      }
      return figures();
    }
  }

  private void once(RunClient client, Path build)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    var submission =
        new RunClient.Submission("bench", BuildFiles.in(List.of(build)), "pr", List.of());
    RunId run = client.submit(submission).run();
    long accepted = ticker.nanos();
    client.follow(run, r -> r.reportUrl().isPresent(), r -> {}, Deadline.after(RUN_WITHIN));
    for (long begun : stopwatch.takeBegun()) {
      dispatch.add(Math.max(0, (begun - accepted) / 1e6));
    }
  }

  private List<Figure> figures() {
    return List.of(
        Figure.median("accepted -> work begins, p50", "ms", 50, dispatch),
        Figure.median("host overhead a script, p50", "ms", 5, stopwatch.overheads()),
        new Figure("memory of this JVM", "MB", 400, Memory.own(), 1),
        new Figure("memory with all processes", "MB", 400, Memory.withChildren(folder), 1));
  }
}
