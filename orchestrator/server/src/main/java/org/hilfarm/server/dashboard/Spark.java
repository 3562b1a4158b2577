package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hilfarm.server.report.Trend;

/**
 * A measure over time as a line without axes; its words stand beside it.
 *
 * @param points where the line goes, as SVG has it
 * @param x where the latest is
 * @param y where the latest is
 */
public record Spark(String points, String x, String y) {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 30;
  private static final int MARGIN = 4;

  /** One after the other, however long it was between them: it is the course that is to be seen. */
  static Spark of(List<Trend.Point> points) {
    double least = points.stream().mapToDouble(Trend.Point::value).min().orElse(0);
    double most = points.stream().mapToDouble(Trend.Point::value).max().orElse(0);
    List<String> drawn =
        IntStream.range(0, points.size())
            .mapToObj(i -> x(i, points.size()) + "," + y(points.get(i).value(), least, most))
            .toList();
    String[] last = drawn.getLast().split(",", 2);
    return new Spark(drawn.stream().collect(Collectors.joining(" ")), last[0], last[1]);
  }

  private static String x(int at, int of) {
    return number(of == 1 ? WIDTH / 2.0 : MARGIN + (WIDTH - 2.0 * MARGIN) * at / (of - 1));
  }

  /** What is all the same lies in the middle; halves, because the range may overflow. */
  private static String y(double value, double least, double most) {
    double range = most / 2 - least / 2;
    double share = range > 0 ? (value / 2 - least / 2) / range : 0.5;
    return number(HEIGHT - MARGIN - share * (HEIGHT - 2.0 * MARGIN));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
