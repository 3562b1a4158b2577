package org.hilfarm.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.agent.Samples.FIRST;
import static org.hilfarm.agent.ScriptedOrchestrator.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work that an agent does not do to its end goes back at once. */
@Timeout(60)
@SuppressWarnings("try") // the agent works by itself
class GivingBackTest {
  /** Works until it is told to stop, and then says that all passed. */
  private static final JobRunner UNTIL_UNWANTED =
      (work, progress, unwanted) -> {
        while (!unwanted.getAsBoolean()) {
          Thread.sleep(5);
        }
        return Samples.passed(work.offer());
      };

  private final Path folder;
  private final ScriptedOrchestrator orchestrator = new ScriptedOrchestrator(0);

  GivingBackTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    orchestrator.artifacts.put(Samples.image().digest(), Samples.IMAGE_BYTES);
    Samples.plug(folder.resolve("rack"), "1-1.1", "239a:80f4", FIRST.value());
  }

  @AfterEach
  void close() {
    orchestrator.close();
  }

  @Test
  void an_offer_is_taken_up_at_once_and_work_that_is_cut_short_is_given_back() throws Exception {
    try (RackAgent agent = start(UNTIL_UNWANTED)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(take(orchestrator.renewals).token().value()).isEqualTo(7);
    }
    GiveBack back = take(orchestrator.returns);
    assertThat(back.token().value()).isEqualTo(7);
    assertThat(back.why()).isEqualTo("the agent closes");
    assertThat(orchestrator.deliveries).isEmpty();
  }

  @Test
  void an_offer_for_a_board_that_was_not_asked_for_is_given_back() throws Exception {
    orchestrator.twist =
        exchange -> {
          boolean asked = exchange.getRequestURI().getPath().endsWith("/work");
          WorkOffer wild = asked ? orchestrator.offers.poll() : null;
          if (wild != null) {
            answer(exchange, 200, Json.write(wild));
          }
          return wild != null;
        };
    orchestrator.offers.add(Samples.offer(7, new BoardSerial("STRANGER")));
    try (RackAgent agent = start(UNTIL_UNWANTED)) {
      assertThat(take(orchestrator.returns).why()).isEqualTo("board STRANGER is not free");
    }
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

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(20, SECONDS);
    assertThat(taken).isNotNull();
    return taken;
  }
}
