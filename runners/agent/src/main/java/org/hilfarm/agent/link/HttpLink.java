package org.hilfarm.agent.link;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.hilfarm.wire.rackapi.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one orchestrator. Every exchange ends: its time limit covers the body as well, and the
 * answer's size is limited. Any thread may use it; an interrupt ends a wait at once.
 */
public final class HttpLink implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final int REFUSAL_BYTES = 64 << 10;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private final URI base;
  private final Optional<BearerToken> token;
  private final ExecutorService threads;
  private final HttpClient client;

  /** The name is for the link's threads. */
  public HttpLink(URI base, Optional<BearerToken> token, String name) {
    this.base = withoutSlash(base);
    this.token = token;
    threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("link-" + name + "-", 0).factory());
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads)
            .build();
  }

  /** Where the orchestrator is. */
  public URI base() {
    return base;
  }

  /** Does one exchange. */
  public Answer exchange(Call call) throws UnreachableException, InterruptedException {
    return exchange(call, head -> new BoundedBody(limit(call, head.statusCode())));
  }

  /**
   * Does one exchange and writes the answer's body on as it comes; a refusal is not written. The
   * stream is left open, and what it has got of an answer that broke off is of no use.
   */
  public Answer fetch(Call call, OutputStream into)
      throws UnreachableException, InterruptedException {
    return exchange(
        call,
        head ->
            head.statusCode() == 200
                ? new StreamedBody(call.limit(), into)
                : new BoundedBody(limit(call, head.statusCode())));
  }

  /** Reads an answer line by line, on the link's own threads, until the reader wants no more. */
  public Answer watch(Call call, Predicate<String> more)
      throws UnreachableException, InterruptedException {
    return exchange(
        call,
        head ->
            head.statusCode() == 200
                ? new LineBody(call.limit(), more)
                : new BoundedBody(limit(call, head.statusCode())));
  }

  private Answer exchange(Call call, HttpResponse.BodyHandler<byte[]> body)
      throws UnreachableException, InterruptedException {
    String asked = call.method() + " " + base + call.path();
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request(call), body);
    try {
      return sorted(asked, answer.get(call.patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new UnreachableException(
          asked + ": no whole answer within " + call.patience().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new UnreachableException(asked + ": " + why(e.getCause()), e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Where little is expected, a refusal may still need words. */
  private static int limit(Call call, int status) {
    return status < 300 ? call.limit() : Math.max(call.limit(), REFUSAL_BYTES);
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .method(call.method(), call.body())
            .header("Content-Type", call.contentType())
            .header(Protocol.HEADER, Integer.toString(Protocol.CURRENT));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t.value()));
    return request.build();
  }

  private static Answer sorted(String asked, HttpResponse<byte[]> answer)
      throws UnreachableException {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Answer.Ok(asked, status, answer.body());
    }
    if (status >= 400 && status < 500 && status != TOO_MANY_REQUESTS && status != REQUEST_TIMEOUT) {
      return Answer.Refusal.of(status, answer.body());
    }
    throw new UnreachableException(
        asked + ": answered " + status + ": " + Printable.brief(answer.body()));
  }

  private static String why(@Nullable Throwable cause) {
    Optional<String> distrust = Trust.broken(cause);
    if (distrust.isPresent()) {
      return distrust.get();
    }
    if (cause instanceof ConnectException) {
      return "cannot connect; is the orchestrator running, and is the address right?";
    }
    if (cause instanceof IOException && cause.getMessage() != null) {
      return Printable.brief(cause.getMessage());
    }
    return Printable.brief(String.valueOf(cause));
  }

  private static URI withoutSlash(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
  }

  /** Ends every exchange that is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
    try {
      client.awaitTermination(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
