package org.hilfarm.server.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hilfarm.server.timeline.Moment;

/**
 * A line of the time axis.
 *
 * @param offset since the attempt began, in seconds
 * @param absolute the same by the calendar
 * @param machine the same for programs
 * @param source who tells, in words
 * @param classes who tells and whether it is good or bad, as styles
 */
public record AxisRow(
    String offset, String absolute, String machine, String source, String classes, String text) {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static AxisRow of(Moment moment, Instant began) {
    String mark =
        switch (moment.mark()) {
          case GOOD -> " good";
          case BAD -> " bad";
          case NONE -> "";
        };
    return new AxisRow(
        (moment.exact() ? "" : "about ") + offset(began, moment.at()),
        UTC.format(moment.at()),
        moment.at().toString(),
        moment.source().word(),
        moment.source().word().replace(' ', '-') + mark,
        moment.text());
  }

  static String offset(Instant began, Instant at) {
    return String.format(Locale.ROOT, "%+.3f s", Duration.between(began, at).toMillis() / 1000.0);
  }
}
