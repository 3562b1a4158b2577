package org.hilfarm.testing.github.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        "<%s?per_page=%d&page=%d>; rel=\"next\"".formatted(host, size(asked), number(asked) + 1));
  }

  private static int number(Asked asked) {
    return Math.max(1, asked.number("page", 1));
  }

  private static int size(Asked asked) {
    return Math.clamp(asked.number("per_page", USUAL), 1, MOST);
  }
}
