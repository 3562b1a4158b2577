package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
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
import org.hilfarm.process.Tools;
import org.hilfarm.server.postgres.LargeFarm;
import org.hilfarm.server.postgres.OwnPostgres;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;

/**
 * How long a farm with many boards and a long past takes for each of its pages. One build is really
 * tested; all other runs are copies of that one.
 */
final class LargePages {
  private static final int RUNS = 10_000;
  private static final int BOARDS = 500;

  /** Of each page, after the first one. */
  private static final int TIMES = 60;

  private static final double AIM = 300;
  private static final Duration RUN_WITHIN = Duration.ofMinutes(10);

  private final Configs configs;
  private final Path folder;
  private final Path farm;
  private final Console console;

  LargePages(Configs configs, Path folder, Path farm, Console console) {
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
    console.say("a build for every board");
    RunView like = tested();
    console.say("%,d runs like it, and %d boards".formatted(RUNS, BOARDS));
    try (OwnPostgres database = OwnPostgres.start(folder.resolve("postgres"), program())) {
      LargeFarm.fill(database.jdbcUrl(), like.run(), RUNS, BOARDS);
    }
    List<Figure> figures = new ArrayList<>();
    for (String page : pages(like)) {
      List<Figure> read = read(page);
      read.forEach(f -> console.say("%s: %s ms".formatted(f.what(), words(f))));
      figures.addAll(read);
    }
    return figures;
  }

  private static Path program() {
    return Tools.cache(System.getenv(), Path.of(System.getProperty("user.home", "/")))
        .resolve("postgresql");
  }

  private HttpLink link(String url) throws IOException {
    BearerToken token = BearerToken.read(folder.resolve("tokens").resolve("submit"));
    return new HttpLink(URI.create(url), Optional.of(token), "bench");
  }

  private RunView tested()
      throws IOException,
          ToolMissingException,
          RefusedException,
          BadBuildException,
          InterruptedException {
    Path build = folder.resolve("build");
    List<BoardType> types =
        configs.types().values().stream()
            .filter(t -> t.firmware() == Firmware.CIRCUITPYTHON)
            .toList();
    DemonstrationBuilds.write(build, types, "10.1.0", Variant.GOOD, 1);
    VirtualRackOptions boards = VirtualRackOptions.real().withRate(Benchmark.SPEED);
    try (LocalFarm local =
        LocalFarm.start(new LocalFarm.Settings(folder, Benchmark.RACK, boards, 1), configs)) {
      RunClient client = local.client();
      BoardsReady.await(client, configs.racks().get(Benchmark.RACK));
      RunId run =
          client
              .submit(
                  new RunClient.Submission(
                      "bench", BuildFiles.in(List.of(build)), "smoke", List.of()))
              .run();
      return client.follow(
          run, r -> r.reportUrl().isPresent(), r -> {}, Deadline.after(RUN_WITHIN));
    }
  }

  private static List<String> pages(RunView like) {
    long newest = Long.parseLong(like.run().value().substring(1)) + RUNS;
    String aCase =
        like.boards().stream()
            .flatMap(b -> b.scripts().stream())
            .flatMap(s -> s.page().stream())
            .findFirst()
            .orElseThrow();
    return List.of(
        "/",
        "/?state=leased",
        "/runs/r" + newest,
        "/boards/B7",
        "/runs/r" + (newest - 100),
        aCase,
        "/history",
        "/history?days=180",
        "/history?days=180&script=watchdog/",
        "/history?days=180&suite=smoke",
        "/api/v1/runs",
        "/api/v1/runs/r" + newest,
        "/api/v1/boards",
        "/api/v1/flakiness?days=180");
  }

  private static String words(Figure figure) {
    return figure.measured().isPresent()
        ? "%.0f".formatted(figure.measured().getAsDouble())
        : "not within the patience of whoever asks";
  }

  /** From a farm that has just started, since whoever comes first should not wait either. */
  private List<Figure> read(String page) throws IOException, InterruptedException {
    String data = folder.toString();
    List<Double> first = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    try (FarmProcess server = FarmProcess.start(farm, "serve", "--data", data, "--port", "0");
        HttpLink http = link(server.firstLine())) {
      first.add(millis(http, page));
      for (int time = 0; time < TIMES; time++) {
        others.add(millis(http, page));
      }
    } catch (UnreachableException late) {
      console.say(String.valueOf(late.getMessage()));
      others.clear(); // a share of those that came would say too little
    }
    return List.of(
        Figure.median(page + ", the first of all", "ms", AIM, first),
        Figure.at(0.95, page + ", p95", "ms", AIM, others));
  }

  private static double millis(HttpLink http, String page)
      throws IOException, InterruptedException {
    long at = System.nanoTime();
    if (!(http.exchange(Call.get(page)) instanceof Answer.Ok)) {
      throw new IOException(page + " could not be read");
    }
    return (System.nanoTime() - at) / 1e6;
  }
}
