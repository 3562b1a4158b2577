package org.hilfarm.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;
import org.hilfarm.wire.rackapi.GiveBack;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Renewal;
import org.hilfarm.wire.rackapi.WorkOffer;
import org.hilfarm.wire.rackapi.WorkRequest;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that plays the orchestrator as a test wants it. */
public final class ScriptedOrchestrator implements AutoCloseable {
  /** Answers one request itself; false leaves it to the orchestrator's usual answer. */
  @FunctionalInterface
  public interface Twist {
    boolean answer(HttpExchange exchange) throws IOException;
  }

  public static final String TOKEN = "rack-token-for-tests";

  public final BlockingQueue<Hello> hellos = new LinkedBlockingQueue<>();
  public final BlockingQueue<WorkRequest> requests = new LinkedBlockingQueue<>();
  public final BlockingQueue<WorkOffer> offers = new LinkedBlockingQueue<>();
  public final BlockingQueue<Renewal> renewals = new LinkedBlockingQueue<>();
  public final BlockingQueue<GiveBack> returns = new LinkedBlockingQueue<>();
  public final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  public final Map<Sha256, byte[]> artifacts = new ConcurrentHashMap<>();
  public volatile @Nullable Twist twist;
  public volatile boolean cancel;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** Port 0 takes a free one. */
  public ScriptedOrchestrator(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Twist twist = this.twist;
      if (twist == null || !twist.answer(exchange)) {
        usual(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void usual(HttpExchange exchange) throws IOException, InterruptedException {
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"problems\":[\"no such token\"]}");
      return;
    }
    String path = exchange.getRequestURI().getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    switch (last) {
      case "hello" -> {
        hellos.add(read(exchange, Hello.class));
        answer(exchange, 200, Json.write(new Hello.Welcome(900, 100)));
      }
      case "work" -> work(exchange);
      case "renew" -> {
        renewals.add(read(exchange, Renewal.class));
        answer(exchange, 200, Json.write(new Renewal.Renewed(15_000, cancel)));
      }
      case "return" -> {
        returns.add(read(exchange, GiveBack.class));
        answer(exchange, 200, "{}");
      }
      case "report" -> {
        deliveries.add(read(exchange, Delivery.class));
        answer(exchange, 200, "{}");
      }
      default -> artifact(exchange, new Sha256(last));
    }
  }

  private void work(HttpExchange exchange) throws IOException, InterruptedException {
    WorkRequest request = read(exchange, WorkRequest.class);
    requests.add(request);
    while (closing.getCount() > 0) {
      WorkOffer offer = offers.poll(20, TimeUnit.MILLISECONDS);
      if (offer != null && request.free().contains(offer.lease().board())) {
        answer(exchange, 200, Json.write(offer));
        return;
      }
      if (offer != null) {
        offers.add(offer);
      }
    }
    exchange.sendResponseHeaders(204, -1);
  }

  private void artifact(HttpExchange exchange, Sha256 digest) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      artifacts.put(digest, exchange.getRequestBody().readAllBytes());
      answer(exchange, 200, "{}");
      return;
    }
    byte[] bytes = artifacts.get(digest);
    if (bytes == null) {
      answer(exchange, 404, "{\"problems\":[\"no artifact " + digest.brief() + "\"]}");
    } else {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Sends a whole answer. */
  public static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
    return Json.read(exchange.getRequestBody().readAllBytes(), type);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(1); // at 0, a connection that it was just taking stays open for good
    threads.shutdownNow();
  }
}
