package org.hilfarm.server.dashboard;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.server.postgres.BoardRows;

/** A board's starts by what made it start. Pure. */
final class ResetLines {
  private ResetLines() {}

  static List<BoardPage.ResetLine> of(List<BoardRows.Resets> resets) {
    Map<Stimulus, List<BoardRows.Resets>> by =
        resets.stream()
            .collect(
                Collectors.groupingBy(
                    BoardRows.Resets::stimulus, TreeMap::new, Collectors.toList()));
    return by.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
  }

  private static BoardPage.ResetLine line(Stimulus stimulus, List<BoardRows.Resets> counts) {
    Instant latest =
        counts.stream()
            .map(BoardRows.Resets::latest)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new BoardPage.ResetLine(
        words(stimulus),
        times(counts, Judgement.EXPECTED),
        times(counts, Judgement.UNEXPECTED),
        times(counts, Judgement.CONTRADICTION),
        Words.at(latest));
  }

  private static int times(List<BoardRows.Resets> counts, Judgement judgement) {
    return counts.stream()
        .filter(c -> c.judgement() == judgement)
        .mapToInt(BoardRows.Resets::times)
        .sum();
  }

  private static String words(Stimulus stimulus) {
    return switch (stimulus) {
      case POWER_CYCLE -> "power cycle";
      case SOFTWARE_RESET -> "reset by code";
      case RESET_PIN -> "reset button";
      case WATCHDOG_UNFED -> "watchdog left unfed";
      case DEEP_SLEEP -> "deep sleep";
      case FLASHED -> "a new image";
      case FOUND -> "nothing of ours: found in safe mode";
      case NONE -> "nothing: it started by itself";
    };
  }
}
