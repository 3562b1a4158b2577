package org.hilfarm.farm.chaos.stage;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A whole answer on its way.
 *
 * @param status such as 200
 * @param headers as they came
 * @param body all of it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on as it came, never compared
record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  private static final int NO_CONTENT = 204;

  static Answer none(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  void give(HttpExchange exchange) throws IOException {
    headers.forEach(
        (name, values) -> {
          String plain = name.toLowerCase(Locale.ROOT);
          if (!plain.startsWith(":") && !Request.OF_THE_CONNECTION.contains(plain)) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    boolean empty = status == NO_CONTENT || body.length == 0;
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }
}
