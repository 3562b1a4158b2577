package org.hilfarm.farm.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.hilfarm.wire.json.Json;

/** A window of a browser's, by its socket: what is said is answered, one after the other. */
final class BenchWindow implements AutoCloseable {
  private static final int ANSWERS_WITHIN_S = 60;
  private static final int LONGEST = 1 << 20;

  private final Map<Long, CompletableFuture<String>> open = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final WebSocket socket;

  private BenchWindow(HttpClient http, URI address) throws IOException, InterruptedException {
    socket = done("connecting", http.newWebSocketBuilder().buildAsync(address, new Ear()));
  }

  static BenchWindow open(HttpClient http, URI address) throws IOException, InterruptedException {
    return new BenchWindow(http, address);
  }

  private record Said(Optional<Long> id) {}

  private record Evaluated(Inner result) {
    private record Inner(Value result) {}

    private record Value(Optional<Double> value) {}
  }

  /** Hears whole answers; what a page tells by itself is passed over. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      if (text.length() + part.length() <= LONGEST) {
        text.append(part);
      }
      if (whole) {
        heard(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(part);
    }
  }

  private void heard(String answer) {
    try {
      Json.read(answer, Said.class)
          .id()
          .flatMap(id -> Optional.ofNullable(open.remove(id)))
          .ifPresent(waiting -> waiting.complete(answer));
    } catch (IOException cut) {
      open.values().forEach(waiting -> waiting.completeExceptionally(cut));
    }
  }

  /** Has the window do something; returns once it has. */
  String say(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    long id = last.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    open.put(id, answer);
    String said = Json.write(Map.of("id", id, "method", method, "params", parameters));
    WebSocket unused = done(method, socket.sendText(said, true));
    return done(method, answer);
  }

  /** What a promise of the page's becomes. */
  double number(String expression) throws IOException, InterruptedException {
    String answer =
        say(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    return Json.read(answer, Evaluated.class)
        .result()
        .result()
        .value()
        .orElseThrow(() -> new IOException("the page said no number: " + answer));
  }

  private static <T> T done(String what, CompletableFuture<T> future)
      throws IOException, InterruptedException {
    try {
      return future.get(ANSWERS_WITHIN_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "the browser did not answer %s within %d s: %s"
              .formatted(what, ANSWERS_WITHIN_S, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
