package org.hilfarm.agent.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Renewal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaseKeeperTest {
  /** Longer than a lease of twelve seconds leaves, once it was not renewed for a third of it. */
  private static final long HANGS_S = 8;

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch again = new CountDownLatch(1);
  private final CompletableFuture<Boolean> inTime = new CompletableFuture<>();

  private void renew(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (asked.incrementAndGet() == 1) {
        inTime.complete(again.await(HANGS_S, TimeUnit.SECONDS));
      } else {
        again.countDown();
      }
      byte[] answer = Json.write(new Renewal.Renewed(12_000, false)).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_renewal_that_hangs_is_given_up_and_tried_again_while_the_lease_lasts() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpLink http =
            new HttpLink(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Optional.empty(),
                "test")) {
      server.setExecutor(threads);
      server.createContext("/", this::renew);
      server.start();
      try (LeaseKeeper keeper =
          new LeaseKeeper(
              new RackLink(http), new LeaseToken(1), Duration.ofMillis(200), Progress.waiting(1))) {
        assertThat(inTime.get()).as("tried again while the first renewal hung").isTrue();
        assertThat(keeper.lost()).isFalse();
      }
    } finally {
      server.stop(1); // at 0, a connection that it was just taking stays open for good
    }
  }
}
