package org.hilfarm.server.schedule;

import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.Schedule;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The moments a schedule fires at, as Quartz sees them: with seconds, and with a question mark
 * where a day does not matter. In the night of a change of clocks a time that does not exist has no
 * fire, and one that comes twice has one.
 *
 * @param quartz Quartz' own spelling
 * @param zone whose clocks
 */
record Times(String quartz, ZoneId zone) {
  /** How far back a latest moment is looked for: a 29th of February may be eight years away. */
  private static final List<Duration> BACK =
      List.of(
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(8),
          Duration.ofDays(32),
          Duration.ofDays(367),
          Duration.ofDays(8 * 366 + 1));

  /** As many missed fires as are counted one by one. */
  static final int MOST_COUNTED = 10_000;

  static Times of(Schedule schedule) {
    Cron cron = schedule.cron();
    boolean anyWeekday = cron.weekdays().size() == DayOfWeek.values().length;
    String weekdays =
        cron.weekdays().stream()
            .map(d -> d.name().substring(0, 3))
            .collect(Collectors.joining(","));
    String quartz =
        "0 %s %s %s %s %s"
            .formatted(
                cron.field(0),
                cron.field(1),
                anyWeekday ? cron.field(2) : "?",
                cron.field(3),
                anyWeekday ? "?" : weekdays);
    return new Times(quartz, schedule.zone());
  }

  CronExpression expression() {
    try {
      CronExpression expression = new CronExpression(quartz);
      expression.setTimeZone(TimeZone.getTimeZone(zone));
      return expression;
    } catch (ParseException e) {
      throw new IllegalStateException("Quartz cannot read \"" + quartz + "\"", e);
    }
  }

  /** The latest moment that is not after this one. */
  Optional<Instant> latest(Instant notAfter) {
    CronExpression expression = expression();
    for (Duration back : BACK) {
      Optional<Instant> found = latest(expression, notAfter.minus(back), notAfter);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> latest(
      CronExpression expression, Instant after, Instant notAfter) {
    Optional<Instant> latest = Optional.empty();
    Optional<Instant> next = next(expression, after);
    while (next.isPresent() && !next.get().isAfter(notAfter)) {
      latest = next;
      next = next(expression, next.get());
    }
    return latest;
  }

  /** How many moments lie between the two, both left out. */
  int between(Instant after, Instant before) {
    CronExpression expression = expression();
    int count = 0;
    Optional<Instant> next = next(expression, after);
    while (next.isPresent() && next.get().isBefore(before) && count < MOST_COUNTED) {
      count++;
      next = next(expression, next.get());
    }
    return count;
  }

  private static Optional<Instant> next(CronExpression expression, Instant after) {
    @Nullable Date next = expression.getTimeAfter(Date.from(after));
    return Optional.ofNullable(next).map(Date::toInstant);
  }
}
