package org.hilfarm.server.github.link;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hilfarm.server.source.BoundedBody;
import org.hilfarm.server.source.Words;
import org.hilfarm.time.Deadline;

/**
 * Sends requests to one address that is fixed by configuration. Answers are bounded in bytes and in
 * time, nothing is redirected, and no text says a header. Any thread may use it.
 */
final class Transport implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ONE = Duration.ofSeconds(30);
  private static final int LONGEST = 8 << 20;

  private final URI api;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Transport(URI api) {
    this.api = api;
  }

  /**
   * A request.
   *
   * @param body JSON, where there is one
   */
  record Request(String method, Query query, Map<String, String> headers, Optional<String> body) {
    /** Without its headers. */
    @Override
    public String toString() {
      return method + " " + query;
    }
  }

  /** The reply, or why there is none. */
  Answered<Reply> send(Request request, Deadline deadline) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deadline own = deadline.within(ONE);
    CompletableFuture<HttpResponse<Long>> answer =
        client.sendAsync(http(request), head -> new BoundedBody(out, LONGEST));
    try {
      HttpResponse<Long> got = answer.get(own.leftMillis(), TimeUnit.MILLISECONDS);
      return new Answered.Ok<>(new Reply(got.statusCode(), got.headers(), out.toByteArray()));
    } catch (TimeoutException e) {
      return new Answered.Unreachable<>(
          "%s: no whole answer within %s".formatted(request, own.budget()));
    } catch (ExecutionException e) {
      return new Answered.Unreachable<>("%s: no answer (%s)".formatted(request, why(e)));
    } finally {
      boolean unused = answer.cancel(true);
    }
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder built =
        HttpRequest.newBuilder(URI.create(api + request.query().toString()))
            .header("User-Agent", "hil-farm")
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .method(
                request.method(),
                request
                    .body()
                    .map(HttpRequest.BodyPublishers::ofString)
                    .orElse(HttpRequest.BodyPublishers.noBody()));
    request.body().ifPresent(b -> built.header("Content-Type", "application/json"));
    request.headers().forEach(built::header);
    return built.build();
  }

  private static String why(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : Words.plain(message);
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
