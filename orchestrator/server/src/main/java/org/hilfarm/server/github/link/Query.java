package org.hilfarm.server.github.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A path and its parameters, encoded. */
record Query(String path, Map<String, String> parameters) {
  Query {
    parameters = new LinkedHashMap<>(parameters);
  }

  /** A path with places, each of which becomes one encoded part. */
  static Query of(String path, Object... places) {
    StringBuilder filled = new StringBuilder();
    int next = 0;
    for (String part : path.split("/", -1)) {
      filled.append('/').append(part.equals("{}") ? encoded(places[next++].toString()) : part);
    }
    return new Query(filled.substring(1), Map.of());
  }

  /** Below a repository. */
  static Query of(RepositoryName repository, String path, Object... places) {
    Query below = of(path, places);
    return new Query(
        "/repos/%s/%s%s".formatted(repository.owner(), repository.name(), below.path()), Map.of());
  }

  Query with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value.toString());
    return new Query(path, more);
  }

  Query with(String name, Optional<?> value) {
    return value.map(v -> with(name, v)).orElse(this);
  }

  /** As an address has it. */
  @Override
  public String toString() {
    String query =
        parameters.entrySet().stream()
            .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
