package org.hilfarm.server.github.link;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.server.source.Words;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.ApiError;
import org.hilfarm.wire.json.Json;

/** Requests with somebody's token, and what their replies mean. Any thread may use it. */
final class Requests {
  private final Transport transport;
  private final Limits limits;
  private final Remembered remembered = new Remembered();

  Requests(Transport transport, Limits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  /**
   * Who asks.
   *
   * @param name for limits and what is remembered, such as an installation
   * @param token a secret
   */
  record Caller(String name, String token) {
    /** Without the token. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** Asks for something; where GitHub says it is as it was, that is the answer. */
  Answered<Reply> get(Caller caller, Query query, Deadline deadline) throws InterruptedException {
    Optional<Remembered.Tagged> before = remembered.of(caller.name(), query);
    Map<String, String> headers = headers(caller);
    before.ifPresent(b -> headers.put("If-None-Match", b.tag()));
    Answered<Reply> reply =
        send(caller, new Transport.Request("GET", query, headers, Optional.empty()), deadline);
    if (reply instanceof Answered.Ok<Reply> ok && ok.value().status() == 304) {
      return before
          .<Answered<Reply>>map(b -> new Answered.Ok<>(b.reply()))
          .orElse(new Answered.Unreachable<>(query + ": answered 304, and nothing is remembered"));
    }
    reply.got().ifPresent(r -> remembered.keep(caller.name(), query, r));
    return reply;
  }

  /** Has something done. */
  Answered<Reply> write(
      Caller caller, String method, Query query, Optional<Object> body, Deadline deadline)
      throws InterruptedException {
    return send(
        caller,
        new Transport.Request(method, query, headers(caller), body.map(Json::write)),
        deadline);
  }

  private static Map<String, String> headers(Caller caller) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + caller.token());
    return headers;
  }

  private Answered<Reply> send(Caller caller, Transport.Request request, Deadline deadline)
      throws InterruptedException {
    Optional<Answered.Limited<Reply>> waits = limits.now(caller.name());
    if (waits.isPresent()) {
      return waits.get();
    }
    return transport
        .send(request, deadline)
        .then(
            reply ->
                limits
                    .learn(caller.name(), request, reply)
                    .<Answered<Reply>>map(l -> l)
                    .orElseGet(() -> meaning(request, reply)));
  }

  private static Answered<Reply> meaning(Transport.Request request, Reply reply) {
    int status = reply.status();
    if (status / 100 == 2 || status == 304) {
      return new Answered.Ok<>(reply);
    }
    String why = "%s: GitHub answered %d%s".formatted(request, status, said(reply));
    if (status >= 500 || status == 408) {
      return new Answered.Unreachable<>(why);
    }
    return status == 404 || status == 410
        ? new Answered.NotFound<>(why)
        : new Answered.Refused<>(status, status / 100 == 3 ? why + ", a redirection" : why);
  }

  private static String said(Reply reply) {
    try {
      return Json.read(reply.body(), ApiError.class)
          .message()
          .map(m -> ": " + Words.plain(m))
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** What a reply holds; another thing than GitHub's API answers is not taken. */
  static <T> Answered<T> read(Query query, Reply reply, Class<T> type) {
    try {
      return new Answered.Ok<>(Json.read(reply.body(), type));
    } catch (IOException | RuntimeException e) {
      return new Answered.Unreachable<>(
          "%s: the answer is not what GitHub's API answers".formatted(query));
    }
  }
}
