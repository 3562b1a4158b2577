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
                lines.addAll(
                    Wrap.hanging(width, "    ", f.script() + " did not pass in " + f.rounds())));
    List<SoakView.Course> moving = soak.courses().stream().filter(c -> !c.steady()).toList();
    moving.stream()
        .limit(MOST_COURSES)
        .forEach(c -> lines.addAll(Wrap.hanging(width, "    ", course(c))));
    int steady = soak.courses().size() - moving.size();
    if (steady > 0) {
      lines.add("    the same each time: " + count(steady));
    }
    if (moving.size() > MOST_COURSES) {
      lines.add("    on the run's page: " + count(moving.size() - MOST_COURSES) + " that moved");
    }
    return lines;
  }

  private static String count(int measures) {
    return measures + (measures == 1 ? " measure" : " measures");
  }

  private static String course(SoakView.Course c) {
    return "%s: %s %s to %s %s, median %s (%d values)"
        .formatted(
            c.script(),
            Plain.text(c.name()),
            number(c.min()),
            number(c.max()),
            Plain.text(c.unit()),
            number(c.median()),
            c.values());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
  }
}
