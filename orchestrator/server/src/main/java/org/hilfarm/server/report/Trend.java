package org.hilfarm.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.hilfarm.model.plan.Requirement;

/**
 * What a script measured on a type of board, run after run.
 *
 * @param points the oldest first; at least one
 */
public record Trend(Requirement pair, String name, String unit, List<Point> points) {
  private static final int ENOUGH = 3;
  private static final double MILLIS = Duration.ofDays(1).toMillis();

  public Trend {
    points = List.copyOf(points);
  }

  /** One reading. */
  public record Point(Instant at, double value) {}

  /** How much it moves a day, by least squares; empty with fewer than three points, or at once. */
  public OptionalDouble perDay() {
    if (points.size() < ENOUGH) {
      return OptionalDouble.empty();
    }
    double day = points.stream().mapToDouble(this::day).average().orElseThrow();
    double mean = mean();
    double spread = 0;
    double together = 0;
    for (Point point : points) {
      double off = day(point) - day;
      spread += off * off;
      together += off * (point.value() - mean);
    }
    double slope = together / spread; // a board may have said numbers that no sum can hold
    return Double.isFinite(slope) ? OptionalDouble.of(slope) : OptionalDouble.empty();
  }

  private double day(Point point) {
    return Duration.between(points.getFirst().at(), point.at()).toMillis() / MILLIS;
  }

  private double mean() {
    return points.stream().mapToDouble(Point::value).average().orElseThrow();
  }

  /** How much of its own size it moves in its whole time. */
  double moves() {
    double days = day(points.getLast());
    double share = Math.abs(perDay().orElse(0)) * days / Math.max(Math.abs(mean()), 1e-9);
    return Double.isFinite(share) ? share : 0;
  }

  /** Whether it was the same each time. */
  boolean steady() {
    return points.stream().allMatch(p -> p.value() == points.getFirst().value());
  }

  /** The slope in words. */
  public String slope() {
    if (steady() && points.size() >= ENOUGH) {
      return "the same in all %d runs".formatted(points.size());
    }
    OptionalDouble slope = perDay();
    return slope.isEmpty()
        ? "too few runs for a slope"
        : "%s%s a day over %d runs"
            .formatted(
                slope.getAsDouble() < 0 ? "" : "+", value(slope.getAsDouble()), points.size());
  }

  /** From where it came to where it is, in words. */
  public String ends() {
    return "from %s to %s"
        .formatted(value(points.getFirst().value()), value(points.getLast().value()));
  }

  private String value(double value) {
    return (number(value) + " " + unit).strip();
  }

  /** Four digits that count, and no more. */
  private static String number(double value) {
    if (Math.abs(value) >= 1000 && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains("e") || !text.contains(".") ? text : text.replaceFirst("\\.?0+$", "");
  }
}
