package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.OrchestratorProcess;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand jobs, two hundred boards and an orchestrator that is killed; what it took is
 * printed, since machines differ. Run with {@code -Dload=true}: it takes a minute and more, and a
 * machine with nothing else to do. Its figures are in docs/reliability.md.
 */
@EnabledIfSystemProperty(named = "load", matches = "true")
@ExtendWith(TestPostgres.Shared.class)
class ManyJobsTest {
  private static final int RUNS = 20;
  private static final String ROUNDS = "500";
  private static final int BOARDS = 200;

  /** The first time shows a farm that has just started, the last one that is warm. */
  private static final int TIMES = 4;

  private static final Duration EVERY = Duration.ofMillis(250);
  private static final List<String> PATHS =
      List.of("/api/v1/boards", "/api/v1/runs/r20", "/runs/r20", "/livez");

  private final Path folder;
  private final String database;

  ManyJobsTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.folder = Files.createDirectory(folder.resolve("data"));
    this.database = postgres.fresh();
  }

  private OrchestratorProcess start() throws Exception {
    return OrchestratorProcess.served(folder, database, ROUNDS);
  }

  private static BoardStatus[] boards() {
    return Stream.of(PICO, FEATHER)
        .flatMap(type -> serials(type).stream().map(s -> board(type, s)))
        .toArray(BoardStatus[]::new);
  }

  private static List<String> serials(BoardType type) {
    char first = type.id().value().charAt(0);
    return IntStream.range(0, BOARDS).mapToObj(i -> "%c%03d".formatted(first, i)).toList();
  }

  private static void submit(Http submitter, BoardType type) throws Exception {
    var answer =
        submitter.submit(Map.of(Firmware.fileName(type), Firmware.image(type)), "?suite=soak");
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** A lease, and when it came. */
  private record Given(WorkOffer offer, long at) {}

  /**
   * As an agent does: where the farm has too much to do it asks again; what it gets it takes up.
   */
  private static Given work(FakeAgent agent, String... free) {
    try {
      HttpResponse<byte[]> answer = agent.ask(20_000, free);
      while (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).isIn(204, 503);
        answer = agent.ask(20_000, free);
      }
      Given given = new Given(Json.read(answer.body(), WorkOffer.class), System.nanoTime());
      assertThat(agent.renew(given.offer()).statusCode()).isEqualTo(200);
      return given;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How long the slowest, the hundredth slowest and the middle one of some reads took. Each page is
   * read four times a second: readers that ask again at once would take whatever the farm has left.
   */
  private static final class Readers implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<CompletableFuture<List<Long>>> read = new ArrayList<>();

    Readers(Http http, ExecutorService threads) {
      for (String path : PATHS) {
        read.add(CompletableFuture.supplyAsync(() -> reads(http, path), threads));
      }
    }

    private List<Long> reads(Http http, String path) {
      List<Long> micros = new ArrayList<>();
      try {
        do {
          long at = System.nanoTime();
          assertThat(http.get(path).statusCode()).isEqualTo(200);
          micros.add(since(at).toNanos() / 1000);
          LockSupport.parkNanos(EVERY.minus(since(at)).toNanos());
        } while (!over.get());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return micros;
    }

    String figures() {
      over.set(true);
      List<Long> all = read.stream().flatMap(r -> r.join().stream()).sorted().toList();
      return "%d reads, in ms: middle %.1f, 99 of 100 %.1f, slowest %.1f"
          .formatted(
              all.size(),
              all.get(all.size() / 2) / 1e3,
              all.get(all.size() * 99 / 100) / 1e3,
              all.getLast() / 1e3);
    }

    @Override
    public void close() {
      over.set(true);
    }
  }

  @Test
  void a_killed_farm_with_ten_thousand_jobs_goes_on_and_gives_two_hundred_leases_at_once()
      throws Exception {
    try (OrchestratorProcess first = start();
        FakeAgent agent = new FakeAgent(first.rack());
        Http submitter = first.submitter()) {
      agent.hello(boards());
      for (int i = 0; i < RUNS; i++) {
        submit(submitter, PICO);
      }
      first.kill();
    }
    long began = System.nanoTime();
    try (OrchestratorProcess again = start();
        FakeAgent agent = new FakeAgent(again.rack());
        Http http = again.submitter();
        ExecutorService threads = Executors.newFixedThreadPool(BOARDS + PATHS.size())) {
      Given first = work(agent, serials(PICO).getFirst());
      System.out.println(
          "first dispatch with 10,000 jobs: " + since(began) + " after the start of Java");
      assertThat(agent.giveBack(first.offer()).statusCode()).isEqualTo(200);
      try (Readers alone = new Readers(http, threads)) {
        Thread.sleep(3000);
        System.out.println("nothing else to do: " + alone.figures());
      }
      atOnce(agent, http, threads);
      waiting(agent, http, threads);
    }
  }

  /** Boards that ask while there is work enough. */
  private static void atOnce(FakeAgent agent, Http http, ExecutorService threads) throws Exception {
    for (int time = 1; time <= TIMES; time++) {
      List<Given> given;
      try (Readers readers = new Readers(http, threads)) {
        long at = System.nanoTime();
        given = given(asked(agent, serials(PICO), threads));
        System.out.printf(
            "asked at once, time %d: %s; meanwhile %s%n",
            time, figures(given, at), readers.figures());
      }
      for (Given each : given) {
        assertThat(agent.giveBack(each.offer()).statusCode()).isEqualTo(200);
      }
    }
  }

  /** Boards that have waited for work when it comes. */
  private static void waiting(FakeAgent agent, Http http, ExecutorService threads)
      throws Exception {
    List<CompletableFuture<Given>> asked = asked(agent, serials(FEATHER), threads);
    Thread.sleep(3000);
    try (Readers readers = new Readers(http, threads)) {
      long at = System.nanoTime();
      submit(http, FEATHER);
      Duration accepted = since(at);
      String figures = figures(given(asked), at);
      System.out.printf(
          "waiting when %s jobs were submitted (accepted after %s): %s; meanwhile %s%n",
          ROUNDS, accepted, figures, readers.figures());
    }
  }

  private static List<CompletableFuture<Given>> asked(
      FakeAgent agent, List<String> serials, ExecutorService threads) {
    return serials.stream()
        .map(serial -> CompletableFuture.supplyAsync(() -> work(agent, serial), threads))
        .toList();
  }

  private static List<Given> given(List<CompletableFuture<Given>> asked) {
    List<Given> given = asked.stream().map(CompletableFuture::join).toList();
    assertThat(given).extracting(g -> g.offer().lease().board()).doesNotHaveDuplicates();
    assertThat(given).extracting(g -> g.offer().lease().job()).doesNotHaveDuplicates();
    assertThat(given).extracting(g -> g.offer().lease().token()).doesNotHaveDuplicates();
    return given;
  }

  private static String figures(List<Given> given, long began) {
    long[] nanos = given.stream().mapToLong(g -> g.at() - began).sorted().toArray();
    return "%d leases in %.0f ms, half of them in %.0f ms"
        .formatted(nanos.length, nanos[nanos.length - 1] / 1e6, nanos[nanos.length / 2] / 1e6);
  }
}
