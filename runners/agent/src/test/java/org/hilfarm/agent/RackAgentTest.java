package org.hilfarm.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.agent.Samples.FIRST;
import static org.hilfarm.agent.Samples.SECOND;
import static org.hilfarm.agent.ScriptedOrchestrator.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class RackAgentTest {
  private static final JobRunner PASSES =
      (work, progress, unwanted) -> Samples.passed(work.offer());

  private final Path folder;
  private ScriptedOrchestrator orchestrator;

  RackAgentTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    orchestrator = new ScriptedOrchestrator(0);
  }

  @BeforeEach
  void open() throws IOException {
    orchestrator.artifacts.put(Samples.image().digest(), Samples.IMAGE_BYTES);
    Samples.plug(root(), "1-1.1", "239a:80f4", FIRST.value());
  }

  @AfterEach
  void close() {
    orchestrator.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(n -> n.startsWith("slot-") || n.startsWith("rack-") || n.startsWith("outbox-"));
  }

  @Test
  void an_offer_becomes_a_report_with_its_attachments_first() throws Exception {
    try (RackAgent agent = start(PASSES)) {
      assertThat(take(orchestrator.hellos).boards())
          .extracting(b -> b.state())
          .containsExactly(BoardState.READY, BoardState.OFFLINE);
      assertThat(take(orchestrator.requests).free()).containsExactly(FIRST, SECOND);
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(orchestrator.deliveries).report())
          .isEqualTo(Samples.passed(Samples.offer(7, FIRST)).report());
      assertThat(orchestrator.artifacts).containsKey(Sha256.of(Samples.TRANSCRIPT));
      List<BoardSerial> free = List.of();
      while (!free.contains(FIRST)) {
        free = take(orchestrator.requests).free();
      }
    }
  }

  @Test
  void work_is_done_on_a_thread_named_after_the_slot_with_a_checked_image() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    JobRunner looks =
        (work, progress, unwanted) -> {
          try {
            seen.add(
                Thread.currentThread().getName() + " " + Files.readString(work.image().await()));
          } catch (IOException e) {
            seen.add(e.toString());
          }
          return Samples.passed(work.offer());
        };
    try (RackAgent agent = start(looks)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(seen)).isEqualTo("slot-a an image");
      take(orchestrator.deliveries);
    }
  }

  @Test
  void a_board_that_shows_nothing_is_asked_for_and_presented_once_it_is_plugged_in()
      throws Exception {
    try (RackAgent agent = start(PASSES)) {
      take(orchestrator.hellos);
      assertThat(take(orchestrator.requests).free()).containsExactly(FIRST, SECOND);
      Samples.plug(root(), "1-1.2", "239a:80f4", SECOND.value());
      assertThat(take(orchestrator.hellos).boards())
          .extracting(b -> b.state())
          .containsExactly(BoardState.READY, BoardState.READY);
      orchestrator.offers.add(Samples.offer(8, SECOND));
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(8);
    }
  }

  @Test
  void progress_travels_with_the_renewals() throws Exception {
    Progress half = new Progress(Progress.Stage.FLASHING, 50, 0, 2, "flashing");
    CountDownLatch seen = new CountDownLatch(1);
    JobRunner flashes =
        (work, progress, unwanted) -> {
          progress.accept(half);
          seen.await();
          return Samples.passed(work.offer());
        };
    try (RackAgent agent = start(flashes)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      Renewal renewal = take(orchestrator.renewals);
      while (!renewal.progress().equals(half)) { // the first one only takes the offer up
        assertThat(renewal.progress()).isEqualTo(Progress.waiting(2));
        renewal = take(orchestrator.renewals);
      }
      assertThat(renewal.token().value()).isEqualTo(7);
      seen.countDown();
      take(orchestrator.deliveries);
    }
  }

  @Test
  void a_cancelled_job_stops_between_scripts_and_reports() throws Exception {
    orchestrator.cancel = true;
    try (RackAgent agent = start(untilUnwanted())) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(7);
    }
  }

  @Test
  void work_whose_lease_was_lost_stops_and_is_not_reported() throws Exception {
    orchestrator.twist =
        exchange -> {
          boolean renewal = exchange.getRequestURI().getPath().equals("/api/v1/leases/7/renew");
          if (renewal) {
            answer(exchange, 409, "{\"problems\":[\"lease 7 has ended\"]}");
          }
          return renewal;
        };
    AtomicInteger runs = new AtomicInteger();
    JobRunner first =
        (work, progress, unwanted) ->
            runs.incrementAndGet() == 1
                ? untilUnwanted().run(work, progress, unwanted)
                : Samples.passed(work.offer());
    try (RackAgent agent = start(first)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      orchestrator.offers.add(Samples.offer(8, FIRST));
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(8);
      awaitOutbox(0);
    }
  }

  @Test
  void a_report_outlives_an_orchestrator_that_is_down_for_a_while() throws Exception {
    int port = orchestrator.port();
    CountDownLatch down = new CountDownLatch(1);
    JobRunner meanwhile =
        (work, progress, unwanted) -> {
          down.await();
          return Samples.passed(work.offer());
        };
    try (RackAgent agent = start(meanwhile)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      take(orchestrator.renewals);
      orchestrator.close();
      down.countDown();
      awaitOutbox(1);
      orchestrator = new ScriptedOrchestrator(port);
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(7);
      assertThat(take(orchestrator.hellos).rack().value()).isEqualTo("test");
    }
  }

  @Test
  void an_agent_that_starts_again_delivers_what_the_last_one_could_not() throws Exception {
    orchestrator.twist = refusing("report", 503);
    try (RackAgent agent = start(PASSES)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      awaitOutbox(1);
    }
    orchestrator.twist = null;
    try (RackAgent agent = start(PASSES)) {
      Delivery delivery = take(orchestrator.deliveries);
      assertThat(delivery.report()).isEqualTo(Samples.passed(Samples.offer(7, FIRST)).report());
    }
  }

  @Test
  void a_report_refused_for_good_is_dropped() throws Exception {
    orchestrator.twist = refusing("/api/v1/leases/7/report", 409);
    try (RackAgent agent = start(PASSES)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      orchestrator.offers.add(Samples.offer(8, FIRST));
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(8);
      awaitOutbox(0);
    }
  }

  @Test
  void garbage_answers_are_survived() throws Exception {
    AtomicInteger garbage = new AtomicInteger();
    String[] answers = {"null", "{\"leaseMillis\":", "<html>hello</html>"};
    orchestrator.twist =
        exchange -> {
          int n = garbage.getAndIncrement();
          if (n < answers.length) {
            answer(exchange, 200, answers[n]);
          }
          return n < answers.length;
        };
    try (RackAgent agent = start(PASSES)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(7);
    }
  }

  @Test
  void an_image_with_another_digest_never_arrives() throws Exception {
    orchestrator.artifacts.put(Samples.image().digest(), "another!".getBytes(UTF_8));
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    JobRunner waits =
        (work, progress, unwanted) -> {
          try {
            said.add("arrived: " + work.image().await());
          } catch (IOException e) {
            said.add(String.valueOf(e.getMessage()));
          }
          return Samples.passed(work.offer());
        };
    try (RackAgent agent = start(waits)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(said)).startsWith("the orchestrator sent 8 bytes");
      take(orchestrator.deliveries);
    }
  }

  @Test
  void a_bug_in_the_work_is_reported_as_the_farms() throws Exception {
    JobRunner buggy =
        (work, progress, unwanted) -> {
          throw new IllegalStateException("oops");
        };
    try (RackAgent agent = start(buggy)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(orchestrator.deliveries).report().scripts())
          .hasSize(2)
          .allSatisfy(s -> assertThat(s.outcome().toString()).contains("FARM_BUG", "oops"));
    }
  }

  @Test
  void an_agent_that_closes_stops_its_work_and_does_not_report_it() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    JobRunner works =
        (work, progress, unwanted) -> {
          begun.countDown();
          return untilUnwanted().run(work, progress, unwanted);
        };
    try (RackAgent agent = start(works)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(begun.await(10, SECONDS)).isTrue();
    }
    assertThat(orchestrator.deliveries).isEmpty();
    assertThat(outbox()).isEmpty();
  }

  @Test
  void an_offer_for_a_board_that_was_not_asked_for_is_left_alone() throws Exception {
    Samples.plug(root(), "1-1.2", "1111:2222", "a stranger");
    orchestrator.twist =
        exchange -> {
          boolean work = exchange.getRequestURI().getPath().endsWith("work");
          if (work && orchestrator.requests.isEmpty()) {
            orchestrator.requests.add(new WorkRequest(Samples.rack().id(), List.of(), 0));
            answer(exchange, 200, Json.write(Samples.offer(6, SECOND)));
            return true;
          }
          return false;
        };
    try (RackAgent agent = start(PASSES)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(orchestrator.deliveries).token().value()).isEqualTo(7);
    }
  }

  @Test
  void two_agents_never_share_a_data_folder() throws Exception {
    try (RackAgent agent = start(PASSES)) {
      assertThatThrownBy(() -> start(PASSES))
          .hasMessage(
              "another agent already uses the data folder %s: ".formatted(folder.resolve("data"))
                  + "stop it, or give this one a folder of its own");
    }
  }

  private static JobRunner untilUnwanted() {
    return (work, progress, unwanted) -> {
      for (int n = 0; !unwanted.getAsBoolean(); n++) {
        progress.accept(new Progress(Progress.Stage.TESTING, n % 100, 1, 2, "a/one"));
        Thread.sleep(10);
      }
      return Samples.passed(work.offer());
    };
  }

  private static ScriptedOrchestrator.Twist refusing(String pathEnd, int status) {
    return exchange -> {
      boolean ours = exchange.getRequestURI().getPath().endsWith(pathEnd);
      if (ours) {
        answer(exchange, status, "{\"problems\":[\"not now\"]}");
      }
      return ours;
    };
  }

  private RackAgent start(JobRunner runner) throws IOException {
    return RackAgent.start(
        new AgentSettings(
            orchestrator.url(),
            new BearerToken(ScriptedOrchestrator.TOKEN),
            Samples.rack(),
            Samples.types(),
            root(),
            folder.resolve("data"),
            "test",
            InstantSource.system()),
        runner);
  }

  private Path root() {
    return folder.resolve("rack");
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(20, SECONDS);
    assertThat(taken).isNotNull();
    return taken;
  }

  private List<Path> outbox() throws IOException {
    try (var all = Files.list(folder.resolve("data/outbox"))) {
      return all.toList();
    }
  }

  private void awaitOutbox(int size) throws Exception {
    while (outbox().stream().filter(p -> !p.toString().contains("aside")).count() != size) {
      Thread.sleep(10);
    }
  }
}
