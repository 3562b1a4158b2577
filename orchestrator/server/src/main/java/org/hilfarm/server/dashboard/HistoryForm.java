package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.postgres.Sought;
import org.hilfarm.server.report.History;

/**
 * The filters of the history page, as somebody filled them in.
 *
 * @param days the field's text, bounded, as are the others
 * @param type one type of board
 * @param script the beginning of scripts' names
 * @param suite one suite
 * @param sought what that asks for; empty where it cannot be asked
 * @param why not, and what can; empty where it can
 */
public record HistoryForm(
    String days, String type, String script, String suite, Optional<Sought> sought, String why) {
  private static final int LONGEST = 120;
  private static final List<String> FILTERS = List.of("days", "type", "script", "suite");

  /** What the address asks for. */
  static HistoryForm of(Map<String, List<String>> query) {
    Optional<Sought> sought = Optional.empty();
    String why = "";
    try {
      sought = Optional.of(sought(query));
    } catch (IllegalArgumentException e) {
      why = plain(String.valueOf(e.getMessage()), 3 * LONGEST);
    }
    return new HistoryForm(
        echo(query, "days", Integer.toString(History.DAYS)),
        echo(query, "type", ""),
        echo(query, "script", ""),
        echo(query, "suite", ""),
        sought,
        why);
  }

  private static String echo(Map<String, List<String>> query, String filter, String otherwise) {
    return said(query, filter).map(t -> plain(t, LONGEST)).orElse(otherwise);
  }

  /** What is said back is seen as it is: nothing in it turns or hides what stands beside it. */
  private static String plain(String text, int limit) {
    return Words.bounded(text, limit).replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
  }

  private static Sought sought(Map<String, List<String>> query) {
    for (String filter : query.keySet()) {
      if (!FILTERS.contains(filter)) {
        throw new IllegalArgumentException(
            "there is no filter \"%s\": there are %s"
                .formatted(Words.bounded(filter, LONGEST), String.join(", ", FILTERS)));
      }
    }
    return new Sought(
        said(query, "days").map(HistoryForm::days).orElse(History.DAYS),
        said(query, "type").map(t -> named("type", t, BoardTypeId::new)),
        said(query, "script").map(HistoryForm::script),
        said(query, "suite").map(s -> named("suite", s, SuiteId::new)));
  }

  /** A field that was left empty asks for nothing. */
  private static Optional<String> said(Map<String, List<String>> query, String filter) {
    return query.getOrDefault(filter, List.of()).stream()
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .findFirst();
  }

  private static int days(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int days = Integer.parseInt(text);
      if (days >= 1 && days <= History.MOST_DAYS) {
        return days;
      }
    }
    throw new IllegalArgumentException(
        "days: must be 1 to %d; outcomes are not looked at further back"
            .formatted(History.MOST_DAYS));
  }

  private static String script(String text) {
    bounded("script", text);
    if (!text.matches("[a-z0-9_/]+")) {
      throw new IllegalArgumentException(
          "script: a script's name, or its beginning such as watchdog/, has small letters, digits,"
              + " _ and / only");
    }
    return text;
  }

  private static <T> T named(String filter, String text, Function<String, T> as) {
    bounded(filter, text);
    try {
      return as.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s; the field offers what there is".formatted(filter, e.getMessage()), e);
    }
  }

  private static void bounded(String filter, String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%s: at most %d characters, not %d".formatted(filter, LONGEST, text.length()));
    }
  }
}
