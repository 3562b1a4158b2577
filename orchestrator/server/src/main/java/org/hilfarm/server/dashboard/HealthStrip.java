package org.hilfarm.server.dashboard;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hilfarm.server.postgres.HealthRows;
import org.hilfarm.server.postgres.HealthRows.Day;

/**
 * Thirty days of a board, today at the right: a low bar where it worked, a higher one where its
 * rack was at fault, one of the whole height where it was in quarantine.
 *
 * @param worked the bars of one kind as a path of strokes, as are the others
 * @param words the same for who does not see it
 */
public record HealthStrip(String worked, String faulty, String out, String words) {
  private static final int STEP = 5;
  private static final int BAR = 4;

  /** The picture's, in its own units. */
  public static final int WIDTH = HealthRows.DAYS * STEP;

  public static final int HEIGHT = 16;
  private static final int WORKED_Y = 13;
  private static final int FAULTY_Y = 10;
  private static final int OUT_Y = 8;

  static HealthStrip of(Collection<Day> days) {
    Predicate<Day> out = Day::quarantined;
    Predicate<Day> faulty = d -> d.rackFaults() > 0;
    Predicate<Day> worked = d -> d.jobs() > 0;
    return new HealthStrip(
        path(days, worked.and(faulty.negate()).and(out.negate()), WORKED_Y),
        path(days, faulty.and(out.negate()), FAULTY_Y),
        path(days, out, OUT_Y),
        words(days));
  }

  private static String path(Collection<Day> days, Predicate<Day> which, int y) {
    return days.stream()
        .filter(which)
        .map(d -> (HealthRows.DAYS - 1 - d.ago()) * STEP)
        .sorted()
        .map(x -> "M%d %dh%d".formatted(x, y, BAR))
        .collect(Collectors.joining());
  }

  private static String words(Collection<Day> days) {
    long jobs = days.stream().mapToLong(Day::jobs).sum();
    long faults = days.stream().mapToLong(Day::rackFaults).sum();
    long faulty = days.stream().filter(d -> d.rackFaults() > 0).count();
    long out = days.stream().filter(Day::quarantined).count();
    if (days.isEmpty()) {
      return "nothing in 30 days";
    }
    return Words.count(jobs, "job")
        + (faults == 0
            ? ", no rack fault"
            : ", %s on %s".formatted(Words.count(faults, "rack fault"), Words.count(faulty, "day")))
        + (out == 0 ? "" : ", %s in quarantine".formatted(Words.count(out, "day")))
        + " in 30 days";
  }
}
