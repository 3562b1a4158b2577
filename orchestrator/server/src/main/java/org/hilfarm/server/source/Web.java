package org.hilfarm.server.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hilfarm.time.Deadline;

/**
 * Asks web servers. Every answer is bounded in bytes and in time, redirections are followed by
 * nobody but the caller, and no error says a header. Any thread may use it.
 */
public final class Web implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final int LONGEST_REFUSAL = 64 << 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * What is asked.
   *
   * @param address of what
   * @param headers said with it
   * @param most bytes the answer may have
   * @param deadline for all of it
   */
  public record Question(URI address, Map<String, String> headers, long most, Deadline deadline) {
    /**
     * For people. An address that is asked without any header is let in by what it says itself:
     * storage's addresses are signed, and whoever has one can read what is there.
     */
    String shown() {
      String whole = address.toString();
      return headers.isEmpty() ? whole.replaceFirst("\\?.*", "") : whole;
    }
  }

  /** A redirection's target, or nothing where the answer itself came and was written. */
  Optional<URI> get(Question question, Path into)
      throws NoBuildException, IOException, InterruptedException {
    try (OutputStream out = Files.newOutputStream(into)) {
      HttpResponse<Long> answer = send(question, out);
      if (answer.statusCode() / 100 == 3) {
        return Optional.of(target(question, answer));
      }
      expect(answer, question, "");
      return Optional.empty();
    }
  }

  /** An answer that must come without a redirection. */
  public byte[] get(Question question) throws NoBuildException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HttpResponse<Long> answer = send(question, out);
    expect(answer, question, out.toString(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private HttpResponse<Long> send(Question question, OutputStream out)
      throws NoBuildException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(question.address()).header("User-Agent", "hil-farm");
    question.headers().forEach(request::header);
    CompletableFuture<HttpResponse<Long>> answer =
        client.sendAsync(
            request.build(),
            head ->
                new BoundedBody(
                    out,
                    head.statusCode() / 100 == 2
                        ? question.most()
                        : Math.min(question.most(), LONGEST_REFUSAL)));
    try {
      return answer.get(question.deadline().leftMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw NoBuildException.forNow(
          "GET %s: no whole answer within %s"
              .formatted(question.shown(), question.deadline().budget()));
    } catch (ExecutionException e) {
      throw unanswered(question, e.getCause() == null ? e : e.getCause());
    } finally {
      boolean unused = answer.cancel(true);
    }
  }

  private static NoBuildException unanswered(Question question, Throwable cause) {
    if (cause instanceof BoundedBody.TooLongException tooLong) {
      return NoBuildException.forGood(
          "GET %s: %s".formatted(question.shown(), tooLong.getMessage()));
    }
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return NoBuildException.forNow(
        "GET %s: no answer (%s)".formatted(question.shown(), Words.plain(why)));
  }

  private static URI target(Question question, HttpResponse<Long> answer) throws NoBuildException {
    String location = answer.headers().firstValue("Location").orElse("");
    try {
      return question.address().resolve(location);
    } catch (IllegalArgumentException e) {
      throw NoBuildException.forGood(
          "GET %s: it redirects to what is no address: %s"
              .formatted(question.shown(), Words.plain(location)));
    }
  }

  private static void expect(HttpResponse<Long> answer, Question question, String body)
      throws NoBuildException {
    int status = answer.statusCode();
    if (status == 200) {
      return;
    }
    String refused =
        "GET %s: answered %d%s"
            .formatted(question.shown(), status, body.isBlank() ? "" : ": " + Words.plain(body));
    boolean later = status >= 500 || status == 429 || limited(answer, body);
    throw NoBuildException.answered(refused, status, later);
  }

  /** GitHub refuses who asks too much with 403, too, and does not always say when to come again. */
  private static boolean limited(HttpResponse<Long> answer, String body) {
    return answer.headers().firstValue("X-RateLimit-Remaining").orElse("").equals("0")
        || answer.headers().firstValue("Retry-After").isPresent()
        || (answer.statusCode() == 403 && body.toLowerCase(Locale.ROOT).contains("rate limit"));
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
