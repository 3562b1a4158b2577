package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.hilfarm.model.board.RackId;
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

  /** The agents of a farm have been running when their orchestrator starts again. */
  private static final int BEFORE = 4;

  private static final Duration QUIET = Duration.ofSeconds(3);

  private final BoardType type;
  private final BoardType other;
  private final Path folder;
  private final Console console;
  private final Launch launch;
  private final List<Double> alone = new ArrayList<>();
  private final List<Double> meanwhile = new ArrayList<>();
  private final List<Double> last = new ArrayList<>();
  private final List<Double> woken = new ArrayList<>();
  private final List<Double> restart = new ArrayList<>();

  AtOnce(Configs configs, Path folder, Path farm, Console console) throws IOException {
    this.type = type(configs, "raspberry_pi_pico");
    this.other = type(configs, "feather_nrf52840_express");
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

  private static BoardType type(Configs configs, String id) {
    return Objects.requireNonNull(configs.types().get(new BoardTypeId(id)));
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
      queueAndAsk(server.firstLine());
    }
    long began = System.nanoTime();
    try (FarmProcess server = serve();
        HttpLink rack = link(server.firstLine(), "rack");
        HttpLink people = link(server.firstLine(), "submit")) {
      Asking asking = asking(rack, type);
      asking.hello();
      List<Asking.Given> first = List.of(asking.one());
      restart.add(millis(began, first));
      asking.giveBack(first);
      String page = "/runs/" + first.getFirst().offer().run();
      List<String> pages = List.of(page, "/api/v1" + page, "/api/v1/boards", "/livez");
      alone(people, pages);
      atOnce(asking, people, pages);
      waiting(asking(rack, other), people, pages);
    }
    return figures();
  }

  private static Asking asking(HttpLink rack, BoardType type) {
    return new Asking(
        new RackLink(rack),
        new RackId(type.family().name().toLowerCase(Locale.ROOT)),
        type,
        BOARDS);
  }

  private static double millis(long began, List<Asking.Given> given) {
    return (given.stream().mapToLong(Asking.Given::at).max().orElseThrow() - began) / 1e6;
  }

  private void queueAndAsk(String url)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    try (HttpLink rack = link(url, "rack");
        HttpLink http = link(url, "submit")) {
      Asking asking = asking(rack, type);
      asking.hello(); // a farm without boards tests nothing
      for (int i = 0; i < RUNS; i++) {
        submit(http, type);
      }
      for (int i = 0; i < BEFORE; i++) {
        asking.giveBack(asking.all());
      }
    }
  }

  private void submit(HttpLink http, BoardType type)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    Path build = folder.resolve("build-" + type.id());
    if (!Files.exists(build)) {
      DemonstrationBuilds.write(build, List.of(type), "10.1.0", Variant.GOOD, 1);
    }
    List<BuildFiles.Named> files = BuildFiles.in(List.of(build));
    var unused =
        new RunClient(http).submit(new RunClient.Submission("bench", files, "bench", List.of()));
  }

  private void alone(HttpLink people, List<String> pages) throws IOException, InterruptedException {
    try (Readers readers = new Readers(people, pages)) {
      LockSupport.parkNanos(QUIET.toNanos());
      alone.addAll(readers.millis());
    }
  }

  /** There is work for all of them. */
  private void atOnce(Asking asking, HttpLink people, List<String> pages)
      throws IOException, RefusedException, InterruptedException {
    for (int time = 1; time <= TIMES; time++) {
      console.say("%d boards ask at once, %d of %d".formatted(BOARDS, time, TIMES));
      asking.hello();
      List<Asking.Given> given;
      try (Readers readers = new Readers(people, pages)) {
        long began = System.nanoTime();
        given = asking.all();
        last.add(millis(began, given));
        meanwhile.addAll(readers.millis());
      }
      asking.giveBack(given);
    }
  }

  /** They have waited for some time when the work comes. */
  private void waiting(Asking asking, HttpLink people, List<String> pages)
      throws IOException, RefusedException, BadBuildException, InterruptedException {
    console.say("%d boards wait for work".formatted(BOARDS));
    asking.hello();
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Readers readers = new Readers(people, pages)) {
      Future<List<Asking.Given>> asked = thread.submit(asking::all);
      LockSupport.parkNanos(QUIET.toNanos());
      long began = System.nanoTime();
      submit(people, other);
      woken.add(millis(began, asked.get()));
      meanwhile.addAll(readers.millis());
    } catch (ExecutionException e) {
      throw new IOException("boards that waited got no work: " + e.getCause(), e);
    }
  }

  private List<Figure> figures() {
    return List.of(
        Figure.median(
            "first dispatch after a restart, 10,000 jobs in the queue", "ms", 5_000, restart),
        Figure.median("200 leases at once, just started", "ms", 1_000, last.subList(0, 1)),
        Figure.median("200 leases at once, after that, p50", "ms", 1_000, last.subList(1, TIMES)),
        Figure.median("200 leases for boards that waited, from submission", "ms", 1_000, woken),
        Figure.at(0.99, "a page alone, p99", "ms", 250, alone),
        Figure.at(0.99, "a page while 200 leases are given, p99", "ms", 250, meanwhile));
  }
}
