package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Locale;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.SoakView;

/**
 * What a soak's page shows of its rounds.
 *
 * @param types one a type of board
 * @param moving measures that were not the same all the time
 * @param steady how many were
 * @param folded how many attempts the page leaves out
 */
public record SoakTable(List<Rounds> types, List<Moving> moving, int steady, int folded) {
  /** How far the rounds are, and what failed in which. */
  public record Rounds(String boardType, String run, int percent, List<String> failures) {}

  /** A measure over the rounds. */
  public record Moving(
      String boardType,
      String script,
      String measure,
      String min,
      String median,
      String max,
      int values) {}

  static SoakTable of(RunView run) {
    return new SoakTable(
        run.soak().stream().map(SoakTable::rounds).toList(),
        run.soak().stream()
            .flatMap(s -> s.courses().stream().filter(c -> !c.steady()).map(c -> moving(s, c)))
            .toList(),
        (int)
            run.soak().stream()
                .flatMap(s -> s.courses().stream())
                .filter(SoakView.Course::steady)
                .count(),
        run.soak().stream().mapToInt(SoakView::folded).sum());
  }

  private static Rounds rounds(SoakView soak) {
    return new Rounds(
        soak.boardType().value(),
        soak.roundsRun(),
        100 * soak.ran() / Math.max(1, soak.asked()),
        soak.failures().stream().map(f -> f.script() + " did not pass in " + f.rounds()).toList());
  }

  private static Moving moving(SoakView soak, SoakView.Course course) {
    return new Moving(
        soak.boardType().value(),
        course.script().value(),
        Words.bounded(course.name(), 120),
        number(course.min(), course.unit()),
        number(course.median(), course.unit()),
        number(course.max(), course.unit()),
        course.values());
  }

  private static String number(double value, String unit) {
    String digits = String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
    return (digits + " " + Words.bounded(unit, 20)).strip();
  }
}
