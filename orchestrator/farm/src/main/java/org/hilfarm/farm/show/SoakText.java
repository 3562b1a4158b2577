package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hilfarm.wire.runapi.SoakView;

/** A soak's rounds in words: how many were run, what failed when, which measures moved. */
final class SoakText {
  private static final int MOST_COURSES = 20;

  private SoakText() {}

  static List<String> lines(SoakView soak, int width) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Wrap.hanging(width, "  ", soak.boardType() + ": " + soak.roundsRun()));
    soak.failures()
        .forEach(
            f ->
                lines.addAll(Wrap.hanging(width, "    ", f.script() + " failed in " + f.rounds())));
    List<SoakView.Course> moving = soak.courses().stream().filter(c -> !c.steady()).toList();
    moving.stream()
        .limit(MOST_COURSES)
        .forEach(c -> lines.addAll(Wrap.hanging(width, "    ", course(c))));
    int more = soak.courses().size() - Math.min(MOST_COURSES, moving.size());
    if (more > 0) {
      int steady = soak.courses().size() - moving.size();
      lines.add("    %d more measures, %d of them the same each time".formatted(more, steady));
    }
    return lines;
  }

  private static String course(SoakView.Course c) {
    return "%s: %s %s to %s, median %s %s (%d values)"
        .formatted(
            c.script(),
            Plain.text(c.name()),
            number(c.min()),
            number(c.max()),
            number(c.median()),
            Plain.text(c.unit()),
            c.values());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
  }
}
