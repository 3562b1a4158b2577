package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Optional;
import org.hilfarm.wire.runapi.NightsView;

/**
 * What a run's page shows of the runs of its schedule before it.
 *
 * @param summary in one sentence; empty where the run is of no schedule
 * @param changes scripts that did not end the same each night
 * @param slopes measures that moved
 */
public record NightsPart(String summary, List<Line> changes, List<Line> slopes) {
  private static final int MOST = 50;
  private static final int LONGEST = 300;

  /** A script on a type of board, and what of it. */
  public record Line(String script, String boardType, String what) {}

  static NightsPart of(Optional<NightsView> nights) {
    return nights.map(NightsPart::of).orElseGet(() -> new NightsPart("", List.of(), List.of()));
  }

  private static NightsPart of(NightsView nights) {
    return new NightsPart(
        "Schedule %s, %s.".formatted(nights.schedule(), nights.summary()),
        nights.changes().stream()
            .limit(MOST)
            .map(c -> line(c.script().value(), c.boardType().value(), c.words()))
            .toList(),
        nights.courses().stream()
            .filter(c -> c.perNight().isPresent() && c.perNight().getAsDouble() != 0)
            .limit(MOST)
            .map(c -> line(c.script().value(), c.boardType().value(), c.words()))
            .toList());
  }

  private static Line line(String script, String boardType, String what) {
    return new Line(script, boardType, Words.bounded(what, LONGEST));
  }
}
