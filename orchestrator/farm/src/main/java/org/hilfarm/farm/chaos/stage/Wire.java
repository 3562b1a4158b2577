package org.hilfarm.farm.chaos.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network between one rack and the orchestrators: takes whole requests, and passes them on as
 * well as its {@link Weather} allows. Any thread may use it.
 */
public final class Wire implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** How long a delivery waits to be overtaken. */
  private static final Duration OVERTAKEN = Duration.ofSeconds(2);

  private static final int BAD_GATEWAY = 502;

  private final HttpServer server;
  private final Upstreams upstreams;
  private final ExecutorService threads;
  private final HttpClient client;
  private final Semaphore held = new Semaphore(0);
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong reordered = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Object weatherChanges = new Object();
  private volatile Weather weather = Weather.FAIR;

  /** What the network does. */
  public enum Weather {
    /** Everything arrives, once, at once. */
    FAIR,
    /** Nothing arrives, nor do answers. */
    CUT,
    /** Nothing arrives until the weather changes. */
    STALLED,
    /** What is delivered arrives twice. */
    REPEATING,
    /** What is delivered is overtaken by what is delivered after it. */
    REORDERING
  }

  Wire(String rack, Upstreams upstreams) throws IOException {
    this.upstreams = upstreams;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("wire-" + rack + "-", 0).factory());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(threads)
            .build();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::carry);
    server.start();
  }

  /** Where the rack finds the farm. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on it is like this. */
  public void weather(Weather next) {
    synchronized (weatherChanges) {
      weather = next;
      weatherChanges.notifyAll();
    }
    letGo();
  }

  private void letGo() {
    if (held.hasQueuedThreads()) {
      held.release();
    }
  }

  /** How many deliveries arrived twice. */
  public long repeated() {
    return repeated.get();
  }

  /** How many deliveries were overtaken. */
  public long reordered() {
    return reordered.get();
  }

  /** How many requests got no answer. */
  public long lost() {
    return lost.get();
  }

  /** Whether a delivery waits to be overtaken. */
  boolean holds() {
    return held.hasQueuedThreads();
  }

  private void carry(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.of(exchange);
      if (weather == Weather.STALLED) {
        awaitChange();
      }
      if (weather == Weather.CUT) {
        lost.incrementAndGet();
        return; // the connection ends without a word
      }
      Answer answer = carried(request);
      if (weather == Weather.CUT) {
        lost.incrementAndGet();
        return; // it arrived, and nobody hears of it
      }
      answer.give(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer carried(Request request) throws IOException, InterruptedException {
    if (!request.delivers()) {
      return forward(request);
    }
    if (weather == Weather.REORDERING && !held.hasQueuedThreads()) {
      held.drainPermits();
      boolean overtaken = held.tryAcquire(OVERTAKEN.toMillis(), TimeUnit.MILLISECONDS);
      reordered.addAndGet(overtaken ? 1 : 0);
      return forward(request);
    }
    Answer answer = forward(request);
    letGo();
    if (weather == Weather.REPEATING) {
      Answer second = forward(request);
      return repeated.getAndIncrement() % 2 == 0 ? second : answer;
    }
    return answer;
  }

  private void awaitChange() throws InterruptedException {
    synchronized (weatherChanges) {
      while (weather == Weather.STALLED) {
        weatherChanges.wait();
      }
    }
  }

  /** A request that an orchestrator did not even take goes to the next, once. */
  private Answer forward(Request request) throws IOException, InterruptedException {
    URI first = upstreams.next();
    try {
      return send(request, first);
    } catch (ConnectException e) {
      upstreams.refused(first);
      LOG.debug("{} takes no request", first);
    } catch (IOException e) {
      return Answer.none(BAD_GATEWAY);
    }
    try {
      return send(request, upstreams.next());
    } catch (IOException e) {
      return Answer.none(BAD_GATEWAY);
    }
  }

  private Answer send(Request request, URI upstream) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request.to(upstream), BodyHandlers.ofByteArray());
    return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
  }

  @Override
  public void close() {
    weather(Weather.CUT);
    client.shutdownNow();
    server.stop(1); // at 0, a connection that it was just taking stays open for good
    threads.shutdownNow();
  }
}
