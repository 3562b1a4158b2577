package org.hilfarm.testing.github.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;

/** Lists come in pages, 30 things each where nothing is said and 100 at most. */
final class Pages {
  private static final int USUAL = 30;
  private static final int MOST = 100;

  private Pages() {}

  /** A page of a bare list. */
  static <T> Answer list(Asked asked, List<T> all, Function<T, ?> view) {
    return linked(asked, all.size(), Answer.json(200, page(asked, all, view)));
  }

  /** A page with the count of all. */
  static <T> Answer counted(Asked asked, String name, List<T> all, Function<T, ?> view) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total_count", all.size());
    body.put(name, page(asked, all, view));
    return linked(asked, all.size(), Answer.json(200, body));
  }

  private static <T> List<?> page(Asked asked, List<T> all, Function<T, ?> view) {
    int from = Math.min(all.size(), (number(asked) - 1) * size(asked));
    return all.subList(from, Math.min(all.size(), from + size(asked))).stream().map(view).toList();
  }

  private static Answer linked(Asked asked, int all, Answer answer) {
    if (number(asked) * size(asked) >= all) {
      return answer;
    }
    String host = "http://" + asked.header("host").orElse("localhost") + asked.path();
    return answer.with(
        "Link",
        "<%s?%sper_page=%d&page=%d>; rel=\"next\""
            .formatted(host, others(asked), size(asked), number(asked) + 1));
  }

  /** What else was asked for: the next page is one of the same list. */
  private static String others(Asked asked) {
    StringBuilder others = new StringBuilder();
    new TreeMap<>(asked.query())
        .forEach(
            (name, values) -> {
              if (!name.equals("per_page") && !name.equals("page")) {
                values.forEach(v -> others.append(name + "=" + URLEncoder.encode(v, UTF_8) + "&"));
              }
            });
    return others.toString();
  }

  private static int number(Asked asked) {
    return Math.max(1, asked.number("page", 1));
  }

  private static int size(Asked asked) {
    return Math.clamp(asked.number("per_page", USUAL), 1, MOST);
  }
}
