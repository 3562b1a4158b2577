package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ten thousand jobs and two hundred boards; what it took is logged, since machines differ. Run with
 * {@code -Dload=true}: it takes a minute and more, and a machine with nothing else to do.
 */
@EnabledIfSystemProperty(named = "load", matches = "true")
@ExtendWith(TestPostgres.Shared.class)
class ManyJobsTest {
  private static final Logger LOG = LoggerFactory.getLogger(ManyJobsTest.class);
  private static final int RUNS = 20;
  private static final int ROUNDS = 500;
  private static final int BOARDS = 200;
  private static final SuiteId SOAK = new SuiteId("soak");

  private static OrchestratorSettings settings(Path folder, String database) {
    TrustedData plain = TestData.trusted();
    Suite soak =
        new Suite(
            SOAK,
            List.of(TestData.HEAP),
            org.hilfarm.model.script.EmulatedUse.OFF,
            new Repeat.Rounds(ROUNDS));
    return new OrchestratorSettings(
        folder,
        "127.0.0.1",
        0,
        Optional.of(database),
        new TrustedData(
            plain.types(),
            Map.of(SOAK, soak, TestData.PR, plain.suites().get(TestData.PR)),
            plain.scripts(),
            plain.library(),
            plain.commit()),
        Patience.usual(),
        1,
        List.of());
  }

  private static void submit(Http submitter, String suite) throws Exception {
    var answer =
        submitter.submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)), "?suite=" + suite);
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** As an agent does: where the farm has too much to do it asks again. */
  private static WorkOffer work(FakeAgent agent, String... free) {
    try {
      HttpResponse<byte[]> answer = agent.ask(20_000, free);
      while (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).isIn(204, 503);
        answer = agent.ask(20_000, free);
      }
      return Json.read(answer.body(), WorkOffer.class);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void with_ten_thousand_jobs_it_starts_and_gives_two_hundred_leases_at_once_while_others_read(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    OrchestratorSettings settings = settings(folder, postgres.fresh());
    BoardStatus[] boards = new BoardStatus[BOARDS];
    String[] serials = new String[BOARDS];
    for (int i = 0; i < BOARDS; i++) {
      serials[i] = "P%03d".formatted(i);
      boards[i] = board(PICO, serials[i]);
    }
    try (Orchestrator first = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(first);
        Http submitter = Http.submitter(first)) {
      agent.hello(boards);
      for (int i = 0; i < RUNS; i++) {
        submit(submitter, "soak");
      }
    }
    long began = System.nanoTime();
    try (Orchestrator again = Orchestrator.start(settings);
        FakeAgent agent = new FakeAgent(again);
        Http reader = Http.submitter(again);
        ExecutorService threads = Executors.newFixedThreadPool(BOARDS)) {
      work(agent, serials[0]);
      LOG.warn("{} jobs: first dispatch {} after the start", RUNS * ROUNDS, since(began));
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<List<Long>> read =
          CompletableFuture.supplyAsync(() -> reads(reader, over), threads);
      List<CompletableFuture<WorkOffer>> asked = new ArrayList<>();
      long at = System.nanoTime();
      for (int i = 1; i < BOARDS; i++) {
        String serial = serials[i];
        asked.add(CompletableFuture.supplyAsync(() -> work(agent, serial), threads));
      }
      List<WorkOffer> offers = asked.stream().map(CompletableFuture::join).toList();
      Duration took = since(at);
      over.set(true);
      List<Long> millis = read.join();
      LOG.warn(
          "{} leases at once in {}; {} reads meanwhile, the slowest {} ms",
          offers.size(),
          took,
          millis.size(),
          millis.getLast());
      assertThat(offers).extracting(o -> o.lease().board()).doesNotHaveDuplicates();
      assertThat(offers).extracting(o -> o.lease().token()).doesNotHaveDuplicates();
    }
  }

  private static List<Long> reads(Http reader, AtomicBoolean over) {
    List<Long> millis = new ArrayList<>();
    try {
      do {
        long at = System.nanoTime();
        assertThat(reader.get("/api/v1/boards").statusCode()).isIn(200, 503);
        millis.add(since(at).toMillis());
      } while (!over.get());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return millis.stream().sorted().toList();
  }
}
