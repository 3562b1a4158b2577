package org.hilfarm.server.picture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.hilfarm.model.report.PowerStretch;
import org.hilfarm.model.report.PowerTrace;

/**
 * What a board drew while a power meter fed it, as an SVG: its current over the board's time on a
 * scale of decades, one stretch beside the other, each with its phase's name and its lowest point.
 * Pure, so the same report always makes the same bytes.
 */
public final class PowerPicture {
  /** What it is called beside a report. */
  public static final String NAME = "current.svg";

  private static final double WIDTH = 880;
  private static final double LEFT = 84;
  private static final double RIGHT = WIDTH - 24;
  private static final double TOP = 92;
  private static final double BOTTOM = 352;

  /** A meter tells no less apart, and no board draws more. */
  private static final double LEAST_UA = 0.1;

  private static final double MOST_UA = 1e6;

  private final PowerTrace trace;
  private final Svg svg = new Svg();
  private final Axis time;
  private final Axis decades;

  private PowerPicture(PowerTrace trace) {
    this.trace = trace;
    double all = trace.stretches().stream().mapToDouble(PowerPicture::length).sum();
    this.time = new Axis(0, Math.max(all, 1e-3), LEFT, RIGHT);
    double least = points().filter(p -> p > 0).min().orElse(1);
    double most = points().max().orElse(1);
    this.decades =
        new Axis(
            Math.floor(log(least)),
            Math.max(Math.ceil(log(most)), Math.floor(log(least)) + 1),
            BOTTOM,
            TOP);
  }

  /**
   * The picture.
   *
   * @param trace with one stretch at least
   * @param title which script on which board
   */
  public static String of(PowerTrace trace, String title) {
    return new PowerPicture(trace).draw(title);
  }

  /** The same in words, for who does not see it; phases are named as their script names them. */
  public static String words(PowerTrace trace) {
    return new PowerPicture(trace).words();
  }

  private DoubleStream points() {
    return trace.stretches().stream()
        .flatMap(s -> s.microamps().stream())
        .mapToDouble(Double::doubleValue);
  }

  private static double length(PowerStretch stretch) {
    double seconds = stretch.seconds() * stretch.microamps().size();
    return Double.isFinite(seconds) && seconds > 0 ? seconds : 0;
  }

  private static double log(double microamps) {
    return Math.log10(Math.clamp(microamps, LEAST_UA, MOST_UA));
  }

  private String draw(String title) {
    double height = BOTTOM + 58;
    svg.markup(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
            + " height=\"%.0f\" role=\"img\" aria-labelledby=\"t d\">",
        WIDTH, height, WIDTH, height);
    svg.named("title", "t", "Current of " + title);
    svg.named("desc", "d", words());
    svg.markup("%s", HeapColours.STYLE);
    svg.markup("<rect class=\"page\" width=\"%.0f\" height=\"%.0f\"/>", WIDTH, height);
    svg.text(16, 26, "class=\"head\"", "Current of " + title);
    svg.text(16, 46, "class=\"soft\"", words());
    frame();
    double from = 0;
    for (PowerStretch stretch : trace.stretches()) {
      stretch(stretch, from);
      from += length(stretch);
    }
    return svg.markup("</svg>").toString();
  }

  /** For who does not see the picture. */
  private String words() {
    return trace.stretches().stream()
        .map(s -> "%s: %s to %s".formatted(s.phase(), amps(least(s)), amps(most(s))))
        .collect(Collectors.joining("; "));
  }

  private static double least(PowerStretch stretch) {
    return stretch.microamps().stream().filter(p -> p >= 0).min(Double::compare).orElse(0.0);
  }

  private static double most(PowerStretch stretch) {
    return stretch.microamps().stream().max(Double::compare).orElse(0.0);
  }

  private void frame() {
    for (double decade : decades.ticks((int) (decades.most() - decades.least()))) {
      double y = decades.at(decade);
      svg.markup("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", LEFT, y, RIGHT);
      svg.text(LEFT - 8, y + 4, "class=\"soft\" text-anchor=\"end\"", amps(Math.pow(10, decade)));
    }
    svg.markup("<path class=\"axis\" d=\"M%.1f %.1fV%.1fH%.1f\"/>", LEFT, TOP, BOTTOM, RIGHT);
    for (double tick : time.ticks(8)) {
      double x = time.at(tick);
      svg.markup("<path class=\"axis\" d=\"M%.1f %.1fv5\"/>", x, BOTTOM);
      svg.text(x, BOTTOM + 19, "class=\"soft\" text-anchor=\"middle\"", HeapWords.plain(tick));
    }
    svg.text(
        (LEFT + RIGHT) / 2,
        BOTTOM + 40,
        "class=\"text\" text-anchor=\"middle\"",
        "board time while USB was cut (s)");
  }

  private void stretch(PowerStretch stretch, double from) {
    double start = time.at(from);
    svg.markup("<path class=\"moment\" d=\"M%.1f %.1fV%.1f\"/>", start, TOP - 4, BOTTOM);
    svg.text(start + 4, TOP - 8, "class=\"text\"", stretch.phase());
    StringBuilder path = new StringBuilder();
    boolean joined = false;
    List<Double> points = stretch.microamps();
    for (int i = 0; i < points.size(); i++) {
      boolean known = points.get(i) >= 0;
      if (known) {
        double x = time.at(from + i * stretch.seconds());
        double y = decades.at(log(points.get(i)));
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", joined ? "L" : "M", x, y));
      }
      joined = known;
    }
    svg.markup("<path class=\"line free\" d=\"%s\"/>", path);
  }

  private static String amps(double microamps) {
    return microamps >= 1000
        ? HeapWords.plain(Math.round(microamps / 10) / 100.0) + " mA"
        : HeapWords.plain(Math.round(microamps * 10) / 10.0) + " uA";
  }
}
