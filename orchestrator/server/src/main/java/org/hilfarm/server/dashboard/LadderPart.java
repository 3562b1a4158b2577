package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.Rung;
import org.hilfarm.model.board.RungStep;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.wire.runapi.BoardEventView;

/**
 * What was decided about a board, and how it was brought back.
 *
 * @param summary of these lines, in a sentence; empty where there is none
 * @param rungs each kind of rung that was taken in these lines
 * @param lines the newest first
 */
public record LadderPart(String summary, List<RungCount> rungs, List<Line> lines) {
  private static final String STATE = "state";
  private static final int SEEN = 600;

  /** How often a rung was taken and helped. */
  public record RungCount(String rung, int taken, int helped, String took) {}

  /**
   * A state or a rung.
   *
   * @param style a word that is also its colour
   */
  public record Line(
      String at, String what, String result, String style, String took, String seen) {}

  static LadderPart of(List<BoardEventView> events) {
    return new LadderPart(
        summary(events), rungs(events), events.stream().map(LadderPart::line).toList());
  }

  private static String summary(List<BoardEventView> events) {
    List<BoardEventView> quarantines = came(events, BoardState.QUARANTINED);
    String recoveries = Words.count(came(events, BoardState.RECOVERING).size(), "time");
    return events.isEmpty()
        ? ""
        : quarantines.isEmpty()
            ? "Sent into recovery %s, never quarantined.".formatted(recoveries)
            : "Sent into recovery %s, quarantined %s, the last time at %s."
                .formatted(
                    recoveries,
                    Words.count(quarantines.size(), "time"),
                    Words.at(quarantines.getFirst().at()));
  }

  private static List<BoardEventView> came(List<BoardEventView> events, BoardState into) {
    return events.stream()
        .filter(e -> e.what().equals(STATE) && e.result().equals(into.name()))
        .toList();
  }

  private static List<RungCount> rungs(List<BoardEventView> events) {
    Map<String, List<BoardEventView>> by = new LinkedHashMap<>();
    for (Rung rung : Rung.values()) {
      List<BoardEventView> taken =
          events.stream().filter(e -> e.what().equals(rung.name()) && !skipped(e)).toList();
      if (!taken.isEmpty()) {
        by.put(rung.words(), taken);
      }
    }
    return by.entrySet().stream().map(e -> count(e.getKey(), e.getValue())).toList();
  }

  private static boolean skipped(BoardEventView event) {
    return event.result().equals(RungStep.Result.SKIPPED.name());
  }

  private static RungCount count(String rung, List<BoardEventView> taken) {
    double mean =
        taken.stream().flatMap(e -> e.millis().stream()).mapToLong(m -> m).average().orElse(0);
    long helped =
        taken.stream().filter(e -> e.result().equals(RungStep.Result.HELPED.name())).count();
    return new RungCount(rung, taken.size(), (int) helped, seconds((long) mean));
  }

  private static Line line(BoardEventView event) {
    String result = event.result().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new Line(
        Words.at(event.at()),
        event.what().equals(STATE) ? "state" : rung(event.what()),
        Visible.line(result, 80),
        style(event),
        event.millis().map(LadderPart::seconds).orElse(""),
        Visible.line(event.seen(), SEEN));
  }

  private static String rung(String name) {
    return Arrays.stream(Rung.values())
        .filter(r -> r.name().equals(name))
        .findFirst()
        .map(Rung::words)
        .orElseGet(() -> Visible.line(name, 80));
  }

  private static String style(BoardEventView event) {
    return switch (event.result()) {
      case "HELPED" -> "passed";
      case "DID_NOT_HELP" -> "failed";
      case "SKIPPED" -> "not-applicable";
      default ->
          Optional.of(event.result().toLowerCase(Locale.ROOT))
              .filter(s -> s.matches("[a-z]+"))
              .orElse("");
    };
  }

  private static String seconds(long millis) {
    Duration took = Duration.ofMillis(millis);
    return took.toMinutes() > 0
        ? Words.took(took)
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
