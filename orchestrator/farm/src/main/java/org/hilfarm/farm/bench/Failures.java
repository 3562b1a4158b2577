package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.demo.BoardsReady;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.JobView;

/**
 * How long a farm with its usual settings, and boards in real time, is without a job's agent that
 * was killed and without a board that hangs.
 */
final class Failures {
  /** Of one job: the third lost lease ends it. */
  private static final int TIMES = 3;

  private static final SlotId SLOT = new SlotId("feather-rp");
  private static final BoardTypeId TYPE = new BoardTypeId("adafruit_feather_rp2040");
  private static final Duration WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Configs configs;
  private final Path folder;
  private final Path farm;
  private final Console console;
  private final List<Double> noticed = new ArrayList<>();
  private final List<Double> back = new ArrayList<>();

  Failures(Configs configs, Path folder, Path farm, Console console) {
    this.configs = configs;
    this.folder = folder;
    this.farm = farm;
    this.console = console;
  }

  List<Figure> measure()
      throws IOException,
          ToolMissingException,
          RefusedException,
          BadBuildException,
          InterruptedException {
    deadAgents(Files.createDirectories(folder.resolve("agents")));
    for (int time = 1; time <= TIMES; time++) {
      console.say("a board hangs, %d of %d".formatted(time, TIMES));
      hungBoard(Files.createDirectories(folder.resolve("board-" + time)));
    }
    return List.of(
        Figure.median("kill -9 of an agent at work -> its job waits again, p50", "s", 15, noticed),
        Figure.median("order to heal a hung board -> it is ready, p50", "s", 60, back));
  }

  private void deadAgents(Path folder)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    String data = folder.resolve("data").toString();
    String root = folder.resolve("rack").toString();
    try (FarmProcess boards = FarmProcess.start(farm, "virtual-rack", "--root", root);
        FarmProcess server = FarmProcess.start(farm, "serve", "--data", data, "--port", "0")) {
      boards.firstLine();
      String url = server.firstLine();
      try (HttpLink http = link(url, Path.of(data, "tokens", "submit"))) {
        RunClient client = new RunClient(http);
        Optional<RunId> run = Optional.empty();
        for (int time = 1; time <= TIMES; time++) {
          console.say("an agent is killed, %d of %d".formatted(time, TIMES));
          try (FarmProcess agent = agent(url, Path.of(data, "tokens", "rack"), root)) {
            if (run.isEmpty()) {
              BoardsReady.await(client, configs.racks().get(Benchmark.RACK));
              run = Optional.of(submit(client));
            }
            noticed.add(killed(client, run.get(), agent));
          }
        }
      }
    }
  }

  private FarmProcess agent(String url, Path token, String root) {
    return FarmProcess.start(
        farm,
        "agent",
        "--rack",
        Benchmark.RACK.value(),
        "--root",
        root,
        "--server",
        url,
        "--token-file",
        token.toString(),
        "--data",
        folder.resolve("agent").toString());
  }

  private static HttpLink link(String url, Path token) throws IOException {
    return new HttpLink(URI.create(url), Optional.of(BearerToken.read(token)), "bench");
  }

  private RunId submit(RunClient client)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    Path build = folder.resolve("build");
    DemonstrationBuilds.write(build, List.of(configs.type(TYPE)), "10.1.0", Variant.GOOD, 1);
    return client
        .submit(new RunClient.Submission("bench", BuildFiles.in(List.of(build)), "pr", List.of()))
        .run();
  }

  private static double killed(RunClient client, RunId run, FarmProcess agent)
      throws IOException, RefusedException, InterruptedException {
    await(client, run, job -> job.progress().stage() == Progress.Stage.TESTING);
    agent.process().destroyForcibly();
    long began = System.nanoTime();
    await(client, run, job -> !job.state().equals("leased"));
    return seconds(began);
  }

  private static void await(RunClient client, RunId run, Predicate<JobView> wanted)
      throws IOException, RefusedException, InterruptedException {
    RunView seen =
        client.follow(
            run, r -> r.jobs().stream().allMatch(wanted), r -> {}, Deadline.after(WITHIN));
    if (!seen.jobs().stream().allMatch(wanted)) {
      throw new IOException("nothing came of the job within %s: %s".formatted(WITHIN, seen.jobs()));
    }
  }

  private void hungBoard(Path folder)
      throws IOException, ToolMissingException, RefusedException, InterruptedException {
    PlannedFault hang = new PlannedFault(serial(), FaultStage.RUNNING, FaultKind.HANG, 0, 1);
    VirtualRackOptions boards = VirtualRackOptions.real().withFaults(FaultPlan.of(1, hang));
    try (LocalFarm local =
            LocalFarm.start(new LocalFarm.Settings(folder, Benchmark.RACK, boards, 1), configs);
        HttpLink http = link(local.url(), folder.resolve("tokens/operator"))) {
      RunClient operator = new RunClient(http);
      BoardsReady.await(operator, configs.racks().get(Benchmark.RACK));
      long began = System.nanoTime();
      BoardStatus ordered = operator.order(board(operator), "heal", "bench");
      Deadline deadline = Deadline.after(WITHIN);
      while (ordered.state() != BoardState.READY && !deadline.passed()) {
        Pause.until(deadline.within(LOOK));
        ordered = board(operator);
      }
      back.add(ordered.state() == BoardState.READY ? seconds(began) : Double.NaN);
    }
  }

  private BoardSerial serial() {
    return Objects.requireNonNull(configs.racks().get(Benchmark.RACK)).slots().stream()
        .filter(s -> s.id().equals(SLOT))
        .findFirst()
        .orElseThrow()
        .serial();
  }

  private static BoardStatus board(RunClient client)
      throws IOException, RefusedException, InterruptedException {
    return client.boards().stream()
        .filter(b -> b.slot().equals(SLOT))
        .findFirst()
        .orElseThrow(() -> new IOException("the farm does not know " + SLOT));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
