package org.hilfarm.server.picture;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A small chart of one measure's values in their order, with the limits within which they are
 * right: two paths for a box of {@value #WIDTH} by {@value #HEIGHT}. Pure; made of numbers alone.
 *
 * @param line through the values; of a single one a short stroke
 * @param limits across the box, where there are any
 */
public record MeasureChart(String line, String limits) {
  /** Units of the box, from left to right. */
  public static final int WIDTH = 160;

  /** Units of the box, from top to bottom. */
  public static final int HEIGHT = 36;

  private static final double EDGE = 4;
  private static final int MOST = 400;
  private static final double STROKE = 12;

  /** Larger ones are drawn smaller: what lies between them could be no number. */
  private static final double HUGE = 1e150;

  /**
   * The chart.
   *
   * @param values one at least, each a number; no more than the first {@value #MOST} are drawn
   */
  public static MeasureChart of(List<Double> values, OptionalDouble min, OptionalDouble max) {
    List<Double> some = values.subList(0, Math.min(values.size(), MOST));
    boolean huge =
        DoubleStream.concat(DoubleStream.concat(min.stream(), max.stream()), stream(some))
            .anyMatch(v -> Math.abs(v) > HUGE);
    return huge
        ? drawn(some.stream().map(v -> v / HUGE).toList(), smaller(min), smaller(max))
        : drawn(some, min, max);
  }

  private static OptionalDouble smaller(OptionalDouble limit) {
    return limit.isPresent() ? OptionalDouble.of(limit.getAsDouble() / HUGE) : limit;
  }

  private static DoubleStream stream(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }

  private static MeasureChart drawn(List<Double> shown, OptionalDouble min, OptionalDouble max) {
    DoubleStream limits = DoubleStream.concat(min.stream(), max.stream());
    double[] all = DoubleStream.concat(stream(shown), limits).toArray();
    double least = DoubleStream.of(all).min().orElse(0);
    double most = DoubleStream.of(all).max().orElse(0);
    double room = most > least ? 0 : Math.max(1, Math.abs(most)); // one level: in the middle
    Axis level = new Axis(least - room, most + room, HEIGHT - EDGE, EDGE);
    return new MeasureChart(line(shown, level), across(min, level) + across(max, level));
  }

  private static String line(List<Double> values, Axis level) {
    if (values.size() == 1) {
      return text("M%.1f %.1fh%.1f", WIDTH / 2.0 - STROKE / 2, level.at(values.getFirst()), STROKE);
    }
    Axis order = new Axis(0, values.size() - 1.0, EDGE, WIDTH - EDGE);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      path.append(i == 0 ? "M" : "L");
      path.append(text("%.1f %.1f", order.at(i), level.at(values.get(i))));
    }
    return path.toString();
  }

  private static String across(OptionalDouble limit, Axis level) {
    return limit.isPresent() ? text("M0 %.1fH%d", level.at(limit.getAsDouble()), WIDTH) : "";
  }

  private static String text(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
