package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.demo.BoardsReady;
import org.hilfarm.farm.show.Console;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.wire.config.Configs;

/**
 * What the farm takes of a machine's memory: orchestrator, agent and virtual rack as the processes
 * they are in earnest, while all six boards run a build, and the child that makes the report. The
 * processes of the orchestrator's own PostgreSQL are not counted: a farm may as well be given one.
 */
final class Residents {
  private static final Duration RUN_WITHIN = Duration.ofMinutes(10);

  private final Configs configs;
  private final Path farm;
  private final Console console;
  private final List<Double> orchestrator = new ArrayList<>();
  private final List<Double> agent = new ArrayList<>();
  private final List<Double> both = new ArrayList<>();
  private final List<Double> allure = new ArrayList<>();

  Residents(Configs configs, Path farm, Console console) {
    this.configs = configs;
    this.farm = farm;
    this.console = console;
  }

  /** Measures once, in an empty folder. */
  void measure(Path folder)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    console.say("a build for every board, each part of the farm in a process of its own");
    String data = folder.resolve("data").toString();
    String root = folder.resolve("rack").toString();
    String speed = Double.toString(Benchmark.SPEED);
    try (FarmProcess boards =
            FarmProcess.start(farm, "virtual-rack", "--root", root, "--speed", speed);
        FarmProcess server = FarmProcess.start(farm, "serve", "--data", data, "--port", "0")) {
      boards.firstLine();
      String url = server.firstLine();
      String token = Path.of(data, "tokens", "rack").toString();
      String agentData = folder.resolve("agent").toString();
      try (FarmProcess agent =
              FarmProcess.start(
                  farm,
                  "agent",
                  "--rack",
                  Benchmark.RACK.value(),
                  "--root",
                  root,
                  "--server",
                  url,
                  "--token-file",
                  token,
                  "--data",
                  agentData);
          Peaks peaks = new Peaks()) {
        run(folder, url, Path.of(data, "tokens", "submit"));
        take(Memory.peak(server.process()), Memory.peak(agent.process()), peaks.of("ReportMain"));
      }
    }
  }

  private void run(Path folder, String url, Path token)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    try (HttpLink http =
        new HttpLink(URI.create(url), Optional.of(BearerToken.read(token)), "bench")) {
      RunClient client = new RunClient(http);
      BoardsReady.await(client, configs.racks().get(Benchmark.RACK));
      Path build = folder.resolve("build");
      DemonstrationBuilds.write(build, configs.types().values(), "10.1.0", Variant.GOOD, 1);
      RunId run =
          client
              .submit(
                  new RunClient.Submission(
                      "bench", BuildFiles.in(List.of(build)), "smoke", List.of()))
              .run();
      client.follow(run, r -> r.reportUrl().isPresent(), r -> {}, Deadline.after(RUN_WITHIN));
    }
  }

  private void take(double server, double rack, double child) {
    orchestrator.add(server);
    agent.add(rack);
    both.add(server + rack);
    allure.add(child);
  }

  /** The medians of what was measured. */
  List<Figure> figures() {
    return List.of(
        Figure.median("peak memory, orchestrator and agent", "MB", 400, both),
        Figure.median("peak memory, orchestrator, part of it", "MB", 400, orchestrator),
        Figure.median("peak memory, agent, part of it", "MB", 400, agent),
        Figure.median("peak memory, Allure child", "MB", 512, allure));
  }
}
