package org.hilfarm.agent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.agent.Samples.FIRST;
import static org.hilfarm.agent.Samples.SECOND;
import static org.hilfarm.agent.ScriptedOrchestrator.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.hilfarm.agent.board.BoardPool;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.lease.Attempt;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.outbox.Limits;
import org.hilfarm.agent.outbox.Outbox;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.process.Survivor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One wedged device takes its own slot out of work, and no other. */
@Timeout(60)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class StuckSlotTest {
  private final Path folder;
  private final ScriptedOrchestrator orchestrator;

  StuckSlotTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    orchestrator = new ScriptedOrchestrator(0);
  }

  @BeforeEach
  void open() throws IOException {
    orchestrator.artifacts.put(Samples.image().digest(), Samples.IMAGE_BYTES);
    Samples.plug(root(), "1-1.1", "239a:80f4", FIRST.value());
    Samples.plug(root(), "1-1.2", "239a:80f4", SECOND.value());
  }

  @AfterEach
  void close() {
    orchestrator.close();
  }

  private Path root() {
    return folder.resolve("rack");
  }

  /** Plays what SIGKILL does not end: for the agent it is a child that runs on after its job. */
  private static Process unkillable() {
    try {
      ProcessBuilder sleep = new ProcessBuilder("sleep", "60");
      sleep.environment().putAll(Survivor.mark("esptool 1-1.1"));
      return sleep.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_child_that_does_not_end_fences_its_slot_until_it_does() throws Exception {
    Process[] child = new Process[1];
    JobRunner leavesOne =
        (work, progress, unwanted) -> {
          if (work.slot().serial().equals(FIRST)) {
            child[0] = unkillable();
          }
          return Samples.passed(work.offer());
        };
    AgentSettings settings =
        new AgentSettings(
            orchestrator.url(),
            new BearerToken(ScriptedOrchestrator.TOKEN),
            Samples.rack(),
            Samples.types(),
            root(),
            folder.resolve("data"),
            "test",
            InstantSource.system());
    try (RackAgent agent = RackAgent.start(settings, leavesOne)) {
      orchestrator.offers.add(Samples.offer(7, FIRST));
      assertThat(orchestrator.deliveries.poll(20, SECONDS)).isNotNull();
      assertThat(awaitFirst(BoardState.QUARANTINED).reason())
          .isEqualTo(
              ("process %d (esptool 1-1.1) does not end, even after SIGKILL: the device at port"
                      + " 1-1.1 is wedged; cut that port's power, or replug its hub")
                  .formatted(child[0].pid()));
      orchestrator.offers.add(Samples.offer(8, SECOND));
      assertThat(orchestrator.deliveries.poll(20, SECONDS)).isNotNull();
      child[0].destroyForcibly().waitFor();
      awaitFirst(BoardState.READY);
      orchestrator.offers.add(Samples.offer(9, SECOND));
      assertThat(orchestrator.deliveries.poll(20, SECONDS)).isNotNull();
    } finally {
      child[0].destroyForcibly();
    }
  }

  private BoardStatus awaitFirst(BoardState state) throws InterruptedException {
    while (true) {
      var hello = orchestrator.hellos.poll(20, SECONDS);
      assertThat(hello).isNotNull();
      BoardStatus first = hello.boards().getFirst();
      if (first.state() == state) {
        return first;
      }
    }
  }

  @Test
  void work_that_does_not_stop_fences_its_slot_and_nobody_waits_for_it() throws Exception {
    CountDownLatch wedge = new CountDownLatch(1);
    JobRunner never =
        (work, progress, unwanted) -> {
          wedge.await();
          return Samples.passed(work.offer());
        };
    orchestrator.twist =
        exchange -> {
          boolean renewal = exchange.getRequestURI().getPath().endsWith("/renew");
          if (renewal) {
            answer(exchange, 409, "{\"problems\":[\"lease 7 has ended\"]}");
          }
          return renewal;
        };
    Optional<BearerToken> token = Optional.of(new BearerToken(ScriptedOrchestrator.TOKEN));
    try (HttpLink http = new HttpLink(orchestrator.url(), token, "test")) {
      BoardPool boards = new BoardPool(Samples.rack(), Samples.types(), InstantSource.system());
      Bench bench = new Bench(Samples.rack(), place(http, never), boards, Duration.ofMillis(100));
      UsbTree usb = new UsbTree(root());
      boards.look(usb.all());
      orchestrator.offers.add(Samples.offer(7, FIRST));
      bench.ask(boards.take().subList(0, 1));
      while (boards.statuses().getFirst().state() != BoardState.QUARANTINED) {
        bench.watch();
        boards.look(usb.all());
        Thread.sleep(10);
      }
      assertThat(boards.statuses().getFirst().reason())
          .startsWith("the work of lease 7 on slot a should have stopped; it is stuck in ")
          .endsWith("the device at port 1-1.1 is wedged; cut that port's power, or replug its hub");
      boards.free(List.of(FIRST, SECOND));
      assertThat(boards.take()).containsExactly(SECOND);
      wedge.countDown();
      while (boards.statuses().getFirst().state() != BoardState.READY) {
        boards.look(usb.all());
        Thread.sleep(10);
      }
      bench.close();
    }
  }

  private Attempt.Place place(HttpLink http, JobRunner runner) throws IOException {
    RackLink link = new RackLink(http);
    return new Attempt.Place(
        link,
        new ImageCache(folder.resolve("images"), link, 4, InstantSource.system()),
        Outbox.open(folder.resolve("outbox"), Limits.usual()),
        runner,
        InstantSource.system());
  }
}
