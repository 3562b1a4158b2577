package org.hilfarm.agent.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.agent.Samples;
import org.hilfarm.agent.ScriptedOrchestrator;
import org.hilfarm.agent.console.Consoles;
import org.hilfarm.agent.image.ImageCache;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.drivers.live.LiveBoard;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.SeatOrder;
import org.hilfarm.wire.rackapi.SeatWish;
import org.hilfarm.wire.rackapi.SeatWishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reservation that an orchestrator tells of that is not always there. */
@Timeout(120)
class SittingTest {
  private static final LeaseToken TOKEN = new LeaseToken(7);

  private final BlockingQueue<SeatWishes.Done> told = new LinkedBlockingQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final ScriptedOrchestrator orchestrator;
  private final HttpLink http;
  private final Sitting sitting;

  SittingTest(@TempDir Path folder) throws Exception {
    orchestrator = new ScriptedOrchestrator(0);
    orchestrator.twist = this::answer;
    http =
        new HttpLink(
            orchestrator.url(), Optional.of(new BearerToken(ScriptedOrchestrator.TOKEN)), "test");
    RackLink link = new RackLink(http);
    InstantSource clock = InstantSource.system();
    SeatOrder order =
        new SeatOrder(
            TOKEN,
            60_000,
            Samples.rack().id(),
            Samples.FIRST,
            Samples.PICO_TYPE,
            "somebody",
            600_000);
    Bench bench =
        new Bench(
            folder.resolve("no-board"),
            Samples.rack().slots().getFirst(),
            Samples.PICO_TYPE,
            Tools.here(),
            clock);
    sitting =
        new Sitting(
            new Sitting.Place(link, new ImageCache(folder.resolve("images"), link, 4, clock)),
            order,
            () -> new LiveBoard(bench, new Consoles().of(Samples.FIRST)));
  }

  @AfterEach
  void close() {
    http.close();
    orchestrator.close();
  }

  private boolean answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "wishes" -> say(exchange, wishes(Json.read(body, SeatWishes.Request.class)));
      case "done" -> {
        if (refused.getAndIncrement() < 2) {
          ScriptedOrchestrator.answer(exchange, 503, "{\"problems\":[\"away\"]}");
        } else {
          told.add(Json.read(body, SeatWishes.Done.class));
          say(exchange, new Renewal.Renewed(0, false));
        }
      }
      case "renew" -> say(exchange, new Renewal.Renewed(60_000, false));
      default -> say(exchange, new Renewal.Renewed(0, false));
    }
    return true;
  }

  private static SeatWishes wishes(SeatWishes.Request asked) {
    List<SeatWish> cut =
        List.of(new SeatWish(1, SeatWish.What.POWER, Optional.empty(), Optional.empty()));
    return new SeatWishes(asked.after() < 1 ? cut : List.of(), false);
  }

  private static void say(HttpExchange exchange, Object message) throws IOException {
    ScriptedOrchestrator.answer(exchange, 200, Json.write(message));
  }

  @Test
  void what_came_of_a_wish_is_told_again_until_it_is_heard() throws Exception {
    Thread worker = Thread.ofPlatform().name("seat-test").start(sitting);
    try {
      SeatWishes.Done done = told.poll(60, TimeUnit.SECONDS);
      assertThat(done).isNotNull();
      assertThat(done.number()).isEqualTo(1);
      assertThat(done.well()).isFalse();
      assertThat(done.said()).contains("cannot be switched by itself");
    } finally {
      sitting.stop(worker);
      worker.join();
    }
    assertThat(told).as("and once it was heard, no more").isEmpty();
  }
}
