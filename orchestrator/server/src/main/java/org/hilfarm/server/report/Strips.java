package org.hilfarm.server.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.server.postgres.PastRows.Day;

/** Days as cells of a strip that is not too long to be seen at a glance. Pure. */
final class Strips {
  private static final int MOST_CELLS = 60;

  private Strips() {}

  /**
   * The cells up to today, the oldest first.
   *
   * @param days how far back; from then on the day has begun already, so it has a cell too
   */
  static List<Past.Cell> of(LocalDate today, int days, List<Day> ends) {
    int wide = (days + MOST_CELLS) / MOST_CELLS; // days + 1 dates, in as many cells as there may be
    int cells = (days + wide) / wide;
    int[] passed = new int[cells];
    int[] failed = new int[cells];
    for (Day day : ends) {
      long back = ChronoUnit.DAYS.between(day.day(), today) / wide;
      int at = Math.clamp(back, 0, cells - 1); // a day more or less: midnight may have passed
      passed[at] += day.passed();
      failed[at] += day.failed();
    }
    List<Past.Cell> strip = new ArrayList<>();
    for (int at = cells - 1; at >= 0; at--) {
      LocalDate last = today.minusDays((long) at * wide);
      strip.add(new Past.Cell(last.minusDays(wide - 1), last, passed[at], failed[at]));
    }
    return strip;
  }
}
