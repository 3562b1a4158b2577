package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.wire.runapi.FlakinessView;
import org.hilfarm.wire.runapi.NightsView;

/** What many runs together tell, for people. */
public final class HistoryText {
  private static final int MOST_COURSES = 20;

  private HistoryText() {}

  /** A table, the flakiest scripts first. */
  public static List<String> flakiness(FlakinessView view, int width) {
    if (view.pairs().isEmpty()) {
      return List.of("No script came to an end in the last %d days.".formatted(view.days()));
    }
    Table table = new Table("script", "board type", "word", "same image", "runs", "failed on");
    for (FlakinessView.Pair pair : view.pairs()) {
      table.row(
          List.of(
              pair.script().value(),
              pair.boardType().value(),
              pair.word(),
              pair.flakiness(),
              pair.passRate(),
              "%d of %d boards".formatted(pair.boardsFailed(), pair.boards())));
    }
    return table.lines(width);
  }

  /** The nights, what changed, and which measures move. */
  public static List<String> nights(NightsView view, int width) {
    if (view.nights().isEmpty()) {
      return List.of("Schedule %s has no finished run yet.".formatted(view.schedule()));
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(Wrap.at(width, "%s: %s".formatted(view.schedule(), view.summary())));
    for (NightsView.Night night : view.nights()) {
      lines.add("  %s  %s  %s".formatted(night.due(), night.run(), night.verdict()));
    }
    for (NightsView.Change change : view.changes()) {
      String text = "%s on %s: %s".formatted(change.script(), change.boardType(), change.words());
      lines.addAll(Wrap.hanging(width, "  - ", Plain.text(text)));
    }
    List<NightsView.Course> moving =
        view.courses().stream()
            .filter(c -> c.perNight().isPresent() && c.perNight().getAsDouble() != 0)
            .toList();
    for (NightsView.Course course : moving.subList(0, Math.min(MOST_COURSES, moving.size()))) {
      String text = "%s on %s: %s".formatted(course.script(), course.boardType(), course.words());
      lines.addAll(Wrap.hanging(width, "    ", Plain.text(text)));
    }
    if (moving.size() > MOST_COURSES) {
      lines.add(
          "    with --json: %d more measures that move".formatted(moving.size() - MOST_COURSES));
    }
    return lines;
  }
}
