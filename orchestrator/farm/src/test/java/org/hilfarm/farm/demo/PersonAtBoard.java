package org.hilfarm.farm.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ReservationView;

/** A person who looks at one board's console and has the board, over HTTP as a page would. */
final class PersonAtBoard implements AutoCloseable {
  private static final String MINUTES = "{\"minutes\":10}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String board;
  private final BearerToken token;
  private final StringBuilder seen = new StringBuilder();
  private final CompletableFuture<HttpResponse<Stream<String>>> watching;
  private String secret = "";

  /** Looks from now on. */
  PersonAtBoard(String url, String serial, BearerToken token) {
    this.board = url + "/boards/" + serial;
    this.token = token;
    this.watching =
        client.sendAsync(request("/console/events").build(), HttpResponse.BodyHandlers.ofLines());
    var unused = watching.thenAcceptAsync(answer -> answer.body().forEach(this::line));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(board + path))
        .header("Authorization", "Bearer " + token.value())
        .header("X-Reservation", secret);
  }

  private synchronized void line(String line) {
    if (line.startsWith("data: ") && line.contains("\"base64\":\"")) {
      String base64 = line.replaceFirst(".*\"base64\":\"", "").replaceFirst("\".*", "");
      seen.append(new String(Base64.getDecoder().decode(base64), ISO_8859_1));
      notifyAll();
    }
  }

  /** What was seen so far. */
  synchronized String seen() {
    return seen.toString();
  }

  /** Waits until this was seen after so many letters; where it ends. */
  synchronized int await(String text, int from) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    while (seen.indexOf(text, from) < 0) {
      assertThat(deadline.passed()).as("waited for \"%s\"; seen: \"%s\"", text, seen).isFalse();
      wait(deadline.leftMillis());
    }
    return seen.indexOf(text, from) + text.length();
  }

  int status(String method, String path, String body) throws IOException, InterruptedException {
    return ask(method, path, body).statusCode();
  }

  HttpResponse<String> ask(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Has the board from now on. */
  void reserve() throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    HttpResponse<String> answer = ask("POST", "/reservation", MINUTES);
    while (answer.body().contains("has asked for reservations") && !deadline.passed()) {
      Pause.until(deadline.within(Duration.ofMillis(200)));
      answer = ask("POST", "/reservation", MINUTES);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    secret = Json.read(answer.body().getBytes(UTF_8), ReservationView.class).reservation();
  }

  void type(String keys) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("POST", "/console/keys", keys);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
