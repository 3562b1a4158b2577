package org.hilfarm.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.agent.Samples.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports on their way while disks fail and answers are lost. */
@Timeout(60)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class RackOutboxTest {
  private final Path folder;
  private final ScriptedOrchestrator orchestrator;

  RackOutboxTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    orchestrator = new ScriptedOrchestrator(0);
  }

  @BeforeEach
  void open() throws IOException {
    orchestrator.artifacts.put(Samples.image().digest(), Samples.IMAGE_BYTES);
    Samples.plug(folder.resolve("rack"), "1-1.1", "239a:80f4", FIRST.value());
  }

  @AfterEach
  void close() {
    orchestrator.close();
  }

  @Test
  void a_report_that_no_disk_takes_is_delivered_straight_away() throws Exception {
    JobRunner spoils =
        (work, progress, unwanted) -> {
          try {
            Files.delete(folder.resolve("data/outbox"));
            Files.createFile(folder.resolve("data/outbox"));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return Samples.passed(work.offer());
        };
    try (RackAgent agent = start(spoils)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(delivered().token().value()).isEqualTo(7);
      assertThat(orchestrator.artifacts).containsKey(Sha256.of(Samples.TRANSCRIPT));
    }
  }

  @Test
  void a_torn_report_does_not_hold_up_the_next() throws Exception {
    Path torn = folder.resolve("data/outbox/00000000000000000003");
    Files.createDirectories(torn);
    Files.writeString(torn.resolve("delivery.json"), "{\"token\":3,");
    try (RackAgent agent = start(passes())) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(delivered().token().value()).isEqualTo(7);
    }
    assertThat(folder.resolve("data/outbox/torn-00000000000000000003")).isDirectory();
  }

  @Test
  void a_report_whose_answer_was_lost_is_said_again_and_then_forgotten() throws Exception {
    AtomicInteger said = new AtomicInteger();
    orchestrator.twist =
        exchange -> {
          boolean report = exchange.getRequestURI().getPath().endsWith("report");
          if (report && said.incrementAndGet() == 1) {
            orchestrator.deliveries.add(
                Json.read(exchange.getRequestBody().readAllBytes(), Delivery.class));
            return true; // taken, and the answer is lost
          }
          return false;
        };
    try (RackAgent agent = start(passes())) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      Delivery first = delivered();
      assertThat(delivered()).isEqualTo(first);
      while (said.get() < 2
          || Files.exists(folder.resolve("data/outbox/" + "0".repeat(19) + "7"))) {
        Thread.sleep(10);
      }
    }
    assertThat(said).hasValue(2);
  }

  private static JobRunner passes() {
    return (work, progress, unwanted) -> Samples.passed(work.offer());
  }

  private RackAgent start(JobRunner runner) throws IOException {
    return RackAgent.start(
        new AgentSettings(
            orchestrator.url(),
            new BearerToken(ScriptedOrchestrator.TOKEN),
            Samples.rack(),
            Samples.types(),
            folder.resolve("rack"),
            folder.resolve("data"),
            "test",
            InstantSource.system()),
        runner);
  }

  private Delivery delivered() throws InterruptedException {
    Delivery delivery = orchestrator.deliveries.poll(20, SECONDS);
    assertThat(delivery).isNotNull();
    return delivery;
  }
}
