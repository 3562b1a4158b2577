package org.hilfarm.model.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When something happens, in the five fields of crontab(5): minute, hour, day of the month, month,
 * day of the week (0 and 7 are Sunday). A field is {@code *}, or a list of numbers and ranges, each
 * with a step where wanted; months and days have their English names too. Days are either of the
 * month or of the week, since crontab's "one or the other" surprises people.
 *
 * @param text as it was written
 */
public record Cron(String text) {
  private static final Pattern ITEM =
      Pattern.compile("(\\*|(\\w{1,3})(?:-(\\w{1,3}))?)(?:/(\\d{1,2}))?");
  private static final int LONGEST = 100;

  /** A field, what it may hold, and the names of its values from {@code first} on. */
  private record Field(String name, int least, int most, List<String> names) {
    int value(String text) {
      int named = names.indexOf(text.toUpperCase(Locale.ROOT));
      if (named >= 0) {
        return named + least;
      }
      int value = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s must be %d to %d, not \"%s\"".formatted(name, least, most, text));
      }
      return value;
    }
  }

  private static final Field MINUTE = new Field("the minute", 0, 59, List.of());
  private static final Field HOUR = new Field("the hour", 0, 23, List.of());
  private static final Field DAY = new Field("the day of the month", 1, 31, List.of());
  private static final Field MONTH =
      new Field(
          "the month",
          1,
          12,
          Arrays.stream(Month.values()).map(m -> m.name().substring(0, 3)).toList());
  private static final Field WEEKDAY =
      new Field(
          "the day of the week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

  public Cron {
    text = text.strip().replaceAll("\\s+", " ");
    List<String> fields = List.of(text.split(" "));
    if (fields.size() != 5 || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "must be the five fields minute, hour, day of the month, month, day of the week, such as"
              + " \"0 2 * * *\" for two o'clock each night");
    }
    values(MINUTE, fields.get(0));
    values(HOUR, fields.get(1));
    NavigableSet<Integer> days = values(DAY, fields.get(2));
    NavigableSet<Integer> months = values(MONTH, fields.get(3));
    values(WEEKDAY, fields.get(4));
    if (!fields.get(2).equals("*") && !fields.get(4).equals("*")) {
      throw new IllegalArgumentException(
          "say a day of the month or a day of the week, not both: one of them must be *");
    }
    if (months.stream().noneMatch(m -> days.first() <= Month.of(m).maxLength())) {
      throw new IllegalArgumentException("no such month has a day " + days.first());
    }
  }

  /** A field as it was written: 0 is the minute, 3 the month. */
  public String field(int index) {
    return text.split(" ")[index];
  }

  /** The days of the week; all of them where none is named. */
  public NavigableSet<DayOfWeek> weekdays() {
    NavigableSet<DayOfWeek> days = new TreeSet<>();
    values(WEEKDAY, field(4)).forEach(d -> days.add(d == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(d)));
    return days;
  }

  private static NavigableSet<Integer> values(Field field, String text) {
    NavigableSet<Integer> values = new TreeSet<>();
    for (String item : text.split(",", -1)) {
      Matcher matcher = ITEM.matcher(item);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "%s cannot be read: \"%s\" is no number, no range such as 1-5 and not *"
                .formatted(field.name(), item));
      }
      int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
      range(field, matcher, step).forEach(values::add);
    }
    return values;
  }

  private static IntStream range(Field field, Matcher matcher, int step) {
    boolean all = matcher.group(1).equals("*");
    boolean one = !all && matcher.group(3) == null;
    int first = all ? field.least() : field.value(matcher.group(2));
    int last = all ? field.most() : one ? first : field.value(matcher.group(3));
    if (first > last) {
      throw unreadable(field, matcher, "ends before it begins");
    }
    if (step < 1 || step > field.most() || (one && matcher.group(4) != null)) {
      throw unreadable(field, matcher, "has no sensible step: say */15 or 0-30/10");
    }
    return IntStream.iterate(first, v -> v <= last, v -> v + step);
  }

  private static IllegalArgumentException unreadable(Field field, Matcher matcher, String why) {
    return new IllegalArgumentException(
        "%s cannot be read: \"%s\" %s".formatted(field.name(), matcher.group(), why));
  }

  @Override
  public String toString() {
    return text;
  }
}
