package org.hilfarm.farm.chaos.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The orchestrators behind one address, as a load balancer knows them: in turn, and only those that
 * answer {@code /livez}. Any thread may use it.
 */
final class Upstreams implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private final List<URI> all;
  private final Set<URI> down = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();
  private final Watch watch;

  Upstreams(List<URI> all) {
    this.all = List.copyOf(all);
    this.watch = new Watch("chaos-upstreams", LOOK, this::look);
  }

  /** Where the next request goes. */
  URI next() {
    for (int i = 0; i < all.size(); i++) {
      URI next = all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
      if (!down.contains(next)) {
        return next;
      }
    }
    return all.getFirst();
  }

  /** It did not even take a request. */
  void refused(URI upstream) {
    down.add(upstream);
  }

  private void look() throws InterruptedException {
    for (URI each : all) {
      if (lives(each)) {
        down.remove(each);
      } else {
        down.add(each);
      }
    }
  }

  private boolean lives(URI upstream) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(upstream.resolve("/livez")).timeout(ANSWER).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    watch.close();
    client.shutdownNow();
  }
}
