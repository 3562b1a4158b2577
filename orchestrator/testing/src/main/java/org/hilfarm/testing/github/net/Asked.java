package org.hilfarm.testing.github.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param method in capitals
 * @param path as it came, still encoded, without the query
 * @param query each parameter's values, decoded, in order
 * @param headers by their names in small letters, the first value of each
 * @param body as text; nothing that is sent to GitHub's API is anything else
 */
public record Asked(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {
  public Asked {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** A header, by its name in small letters. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A parameter's first value. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).map(List::getFirst);
  }

  /** A parameter as a number; what is none counts as not said. */
  public int number(String name, int otherwise) {
    return query(name)
        .filter(v -> v.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  /** Reads {@code a=b&c=d}, as a query and a form have it. */
  public static Map<String, List<String>> parameters(String raw) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      int at = pair.indexOf('=');
      if (!pair.isEmpty()) {
        String name = at < 0 ? pair : pair.substring(0, at);
        String value = at < 0 ? "" : pair.substring(at + 1);
        read.computeIfAbsent(URLDecoder.decode(name, UTF_8), n -> new ArrayList<>())
            .add(URLDecoder.decode(value, UTF_8));
      }
    }
    return read;
  }

  /** Without its headers, which hold secrets. */
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : " " + query);
  }
}
