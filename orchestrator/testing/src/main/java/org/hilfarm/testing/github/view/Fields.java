package org.hilfarm.testing.github.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object that is being put together: null is a value, as GitHub writes it. One thread. */
final class Fields {
  private final Map<String, @Nullable Object> all = new LinkedHashMap<>();

  /** Times become text, and what is not there becomes null. */
  Fields and(String name, @Nullable Object value) {
    all.put(
        name,
        switch (value) {
          case Optional<?> maybe -> maybe.orElse(null);
          case Instant at -> at.toString();
          case null, default -> value;
        });
    return this;
  }

  /** The same value for several. */
  Fields all(@Nullable Object value, String... names) {
    for (String name : names) {
      all.put(name, value);
    }
    return this;
  }

  /** A number, and the text GitHub also has for it. */
  Fields id(String kind, long id) {
    return and("id", id).and("node_id", node(kind, id));
  }

  static String node(String kind, long id) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString((kind + id).getBytes(UTF_8));
  }

  Map<String, @Nullable Object> map() {
    return all;
  }
}
