package org.hilfarm.server.timeline;

import java.util.Locale;
import java.util.OptionalDouble;
import org.hilfarm.model.report.Measure;

/** How the farm puts a measure. Any thread may use it. */
public final class MeasureWords {
  private MeasureWords() {}

  static String of(Measure measure) {
    return "%s = %s %s%s"
        .formatted(measure.name(), number(measure.value()), measure.unit(), limits(measure))
        .strip();
  }

  /** Within which it is right; empty where it has no limits. */
  public static String limits(Measure measure) {
    if (measure.min().isEmpty() && measure.max().isEmpty()) {
      return "";
    }
    return " (right from %s to %s)".formatted(limit(measure.min()), limit(measure.max()));
  }

  private static String limit(OptionalDouble limit) {
    return limit.isPresent() ? number(limit.getAsDouble()) : "any";
  }

  /** Whole where it is; powers of ten are for what no plain number shows. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, size >= 1000 && size < 1e15 ? "%.1f" : "%.4g", value);
  }
}
