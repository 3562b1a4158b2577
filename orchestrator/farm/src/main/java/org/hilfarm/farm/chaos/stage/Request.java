package org.hilfarm.farm.chaos.stage;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A whole request on its way.
 *
 * @param method such as POST
 * @param path with its query
 * @param headers as they came
 * @param body all of it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on as it came, never compared
record Request(String method, String path, Map<String, List<String>> headers, byte[] body) {
  /** Longer than a long poll. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Of one connection, not of what travels on it. */
  static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "host",
          "http2-settings",
          "transfer-encoding",
          "upgrade",
          "expect");

  static Request of(HttpExchange exchange) throws IOException {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        Map.copyOf(exchange.getRequestHeaders()),
        exchange.getRequestBody().readAllBytes());
  }

  /** Whether it hands something in; the others ask for work. */
  boolean delivers() {
    return !method.equals("GET") && !path.endsWith("/work") && !path.endsWith("/recoveries");
  }

  HttpRequest to(URI upstream) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(upstream.resolve(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }
}
