package org.hilfarm.testing.github.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web server on a free port of the loopback address. It is the JDK's: it needs no library, starts
 * in a millisecond, and a fake has nothing of what Javalin is for. Requests are answered on virtual
 * threads, several at once.
 */
public final class Loopback implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loopback.class);
  private static final int LONGEST_BODY = 32 << 20;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Function<Asked, Answer> answering;

  /** Starts it; the name is its threads'. Port 0 takes a free one. */
  public Loopback(String name, int port, Function<Asked, Answer> answering) throws IOException {
    this.answering = answering;
    threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("fake-" + name, 0).factory());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      if (answer.status() != 0) {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean silent = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), silent ? -1 : answer.body().length);
        if (!silent) {
          exchange.getResponseBody().write(answer.body());
        }
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      return Answer.error(413, "The body has more than " + LONGEST_BODY + " bytes");
    }
    Asked asked;
    try {
      asked = asked(exchange, body);
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "The address cannot be read");
    }
    try {
      return answering.apply(asked);
    } catch (RuntimeException e) {
      LOG.error("cannot answer {}", asked, e);
      return Answer.error(500, "Server Error");
    }
  }

  private static Asked asked(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().getFirst());
    }
    String query = exchange.getRequestURI().getRawQuery();
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        Asked.parameters(query == null ? "" : query),
        headers,
        new String(body, UTF_8));
  }

  /**
   * Breaks off what is under way. The second is given for the JDK's sake: told to stop at once, it
   * may close all connections before it has noted the one it was just taking, which then stays open
   * as long as the process lives.
   */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
    threads.close();
  }
}
