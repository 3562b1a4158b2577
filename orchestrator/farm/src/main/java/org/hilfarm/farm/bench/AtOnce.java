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
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Excerpt;
import org.hilfarm.farm.wiring.Launch;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.wire.config.Configs;

/**
 * An orchestrator as {@code ./farm serve} starts it, ten thousand jobs in its queue, and two
 * hundred boards that ask for work at the same moment while people read pages. The boards are no
 * more than what they ask; client, orchestrator and its PostgreSQL share the machine.
 */
final class AtOnce {
  private static final int RUNS = 20;
  private static final int ROUNDS = 500;
  private static final int BOARDS = 200;

  /** The first time is that of a farm that has just started. */
  private static final int TIMES = 8;

  private static final Duration ALONE = Duration.ofSeconds(3);

  private final BoardType type;
  private final Path folder;
  private final Console console;
  private final Launch launch;
  private final List<Double> alone = new ArrayList<>();
  private final List<Double> meanwhile = new ArrayList<>();
  private final List<Double> last = new ArrayList<>();
  private final List<Double> restart = new ArrayList<>();

  AtOnce(Configs configs, Path folder, Path farm, Console console) throws IOException {
    this.type = Objects.requireNonNull(configs.types().get(new BoardTypeId("raspberry_pi_pico")));
    this.folder = folder;
    this.console = console;
    Path papers = Files.createDirectories(folder.resolve("repository"));
    Excerpt.write(papers, farm.resolveSibling(""));
    Files.createDirectories(papers.resolve("board-configs/racks"));
    Files.writeString(
        Files.createDirectories(papers.resolve("board-configs/suites")).resolve("bench.yaml"),
        "suite: bench\nrounds: %d\nscripts:\n  - heap/reload_keeps_heap\n".formatted(ROUNDS));
    this.launch = Launch.usual(papers);
  }

  private FarmProcess serve() {
    return FarmProcess.start(
        "serve", launch.of("serve", "--data", data().toString(), "--port", "0"));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private HttpLink link(String url, String token) throws IOException {
    Path file = data().resolve("tokens").resolve(token);
    return new HttpLink(URI.create(url), Optional.of(BearerToken.read(file)), "bench");
  }

  List<Figure> measure()
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    console.say("%,d jobs for an orchestrator of its own".formatted(RUNS * ROUNDS));
    try (FarmProcess server = serve()) {
      submit(server.firstLine());
    }
    long began = System.nanoTime();
    try (FarmProcess server = serve();
        HttpLink rack = link(server.firstLine(), "rack");
        HttpLink people = link(server.firstLine(), "submit")) {
      Asking asking = new Asking(new RackLink(rack), type, BOARDS);
      asking.hello();
      List<Asking.Given> first = List.of(asking.one());
      restart.add((System.nanoTime() - began) / 1e6);
      asking.giveBack(first);
      ask(asking, people, "/runs/" + first.getFirst().offer().run());
    }
    return figures();
  }

  private void submit(String url)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    Path build = folder.resolve("build");
    DemonstrationBuilds.write(build, List.of(type), "10.1.0", Variant.GOOD, 1);
    List<BuildFiles.Named> files = BuildFiles.in(List.of(build));
    try (HttpLink rack = link(url, "rack");
        HttpLink http = link(url, "submit")) {
      new Asking(new RackLink(rack), type, BOARDS).hello(); // a farm without boards tests nothing
      RunClient client = new RunClient(http);
      for (int i = 0; i < RUNS; i++) {
        var unused = client.submit(new RunClient.Submission("bench", files, "bench", List.of()));
      }
    }
  }

  private void ask(Asking asking, HttpLink people, String page)
      throws IOException, RefusedException, InterruptedException {
    List<String> pages = List.of(page, "/api/v1" + page, "/api/v1/boards", "/livez");
    try (Readers readers = new Readers(people, pages)) {
      LockSupport.parkNanos(ALONE.toNanos());
      alone.addAll(readers.millis());
    }
    for (int time = 1; time <= TIMES; time++) {
      console.say("%d boards ask at once, %d of %d".formatted(BOARDS, time, TIMES));
      asking.hello();
      List<Asking.Given> given;
      try (Readers readers = new Readers(people, pages)) {
        given = asking.all();
        meanwhile.addAll(readers.millis());
      }
      last.add(given.stream().mapToDouble(Asking.Given::millis).max().orElseThrow());
      asking.giveBack(given);
    }
  }

  private List<Figure> figures() {
    return List.of(
        Figure.median(
            "first dispatch after a restart, 10,000 jobs in the queue", "ms", 5_000, restart),
        Figure.median("200 leases at once, just started", "ms", 1_000, last.subList(0, 1)),
        Figure.median("200 leases at once, after that, p50", "ms", 1_000, last.subList(1, TIMES)),
        Figure.at(0.99, "a page alone, p99", "ms", 250, alone),
        Figure.at(0.99, "a page while 200 leases are given, p99", "ms", 250, meanwhile));
  }
}
