package org.hilfarm.farm.chaos.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hilfarm.farm.chaos.stage.Wire.Weather;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real HTTP through a network that misbehaves. */
@Timeout(60)
class WireTest {
  private final LinkedBlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer farm;
  private final Upstreams upstreams;
  private final Wire wire;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  WireTest() throws IOException {
    farm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    farm.setExecutor(threads);
    farm.createContext("/", this::answer);
    farm.start();
    URI up = URI.create("http://127.0.0.1:" + farm.getAddress().getPort());
    upstreams = new Upstreams(List.of(URI.create("http://127.0.0.1:1"), up));
    wire = new Wire("bench", upstreams);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String said = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (!exchange.getRequestURI().getPath().equals("/livez")) {
        arrived.add(said + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      }
      byte[] answer = ("heard " + said).getBytes(UTF_8);
      exchange.getResponseHeaders().add("X-Told", "yes");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    wire.close();
    upstreams.close();
    farm.stop(1); // at 0, a connection that it was just taking stays open for good
    threads.shutdownNow();
  }

  private CompletableFuture<HttpResponse<String>> say(String what) {
    return client.sendAsync(
        HttpRequest.newBuilder(wire.address().resolve("/api/report?x=1"))
            .header("Authorization", "me")
            .POST(HttpRequest.BodyPublishers.ofString(what))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String next() throws InterruptedException {
    return String.valueOf(arrived.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void in_fair_weather_all_arrives_once_also_where_one_orchestrator_is_down() throws Exception {
    HttpResponse<String> answer = say("a").get();
    assertThat(answer.body()).isEqualTo("heard a");
    assertThat(answer.headers().firstValue("X-Told")).contains("yes");
    assertThat(next()).isEqualTo("a me");
    assertThat(arrived).isEmpty();
  }

  @Test
  void a_cut_network_lets_nothing_through() {
    wire.weather(Weather.CUT);
    assertThatThrownBy(() -> say("a").get()).hasCauseInstanceOf(IOException.class);
    assertThat(arrived).isEmpty();
    assertThat(wire.lost()).isPositive();
  }

  @Test
  void a_stalled_network_lets_all_through_later() throws Exception {
    wire.weather(Weather.STALLED);
    CompletableFuture<HttpResponse<String>> answer = say("a");
    wire.weather(Weather.FAIR);
    assertThat(answer.get().body()).isEqualTo("heard a");
  }

  @Test
  void what_is_repeated_arrives_twice_and_is_answered_once() throws Exception {
    wire.weather(Weather.REPEATING);
    assertThat(say("a").get().body()).isEqualTo("heard a");
    assertThat(List.of(next(), next())).containsExactly("a me", "a me");
    assertThat(wire.repeated()).isOne();
  }

  @Test
  void what_is_reordered_is_overtaken() throws Exception {
    wire.weather(Weather.REORDERING);
    CompletableFuture<HttpResponse<String>> first = say("first");
    while (!wire.holds()) {
      Thread.onSpinWait();
    }
    assertThat(say("second").get().statusCode()).isEqualTo(200);
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(List.of(next(), next())).containsExactly("second me", "first me");
    assertThat(wire.reordered()).isOne();
  }
}
