package org.hilfarm.server.picture;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.hilfarm.model.report.HeapSample;
import org.hilfarm.model.report.HeapTrace;

/**
 * A script's heap as an SVG: free and allocated bytes over the board's time, the largest block that
 * could be had, fragmentation below, and what changed from the first sample to the last. Readable
 * on light and dark pages; pure, so the same report always makes the same bytes.
 */
public final class HeapPicture {
  /** What it is called beside a report. */
  public static final String NAME = "heap.svg";

  private static final double WIDTH = 880;
  private static final double LEFT = 84;
  private static final double RIGHT = WIDTH - 24;
  private static final double TOP = 112;
  private static final double BYTES_HEIGHT = 230;
  private static final double GAP = 34;
  private static final double SHARE_HEIGHT = 84;
  private static final int MOST_ROUNDS_SHOWN = 60;
  private static final double BETWEEN_WORDS = 8;
  private static final double LETTER = 6.4;

  private final HeapTrace trace;
  private final HeapPoints points;
  private final Svg svg = new Svg();
  private final Axis time;
  private final Axis bytes;
  private final Axis share;
  private final double bottom;

  private HeapPicture(HeapTrace trace) {
    this.trace = trace;
    this.points = new HeapPoints(trace);
    double end = TOP + BYTES_HEIGHT;
    this.time = new Axis(points.firstX(), points.lastX(), LEFT, RIGHT);
    this.bytes = Axis.upTo(points.mostBytes(), end, TOP);
    this.share = new Axis(0, 100, end + GAP + SHARE_HEIGHT, end + GAP);
    this.bottom = points.hasLargest() ? end + GAP + SHARE_HEIGHT : end;
  }

  /**
   * The picture.
   *
   * @param trace with one sample at least
   * @param title which script on which board
   */
  public static String of(HeapTrace trace, String title) {
    return new HeapPicture(trace).draw(title);
  }

  /** The same in words, for who does not see it; what a script said is still as it said it. */
  public static String words(HeapTrace trace) {
    return trace.samples().isEmpty() ? "" : HeapWords.summary(trace);
  }

  private String draw(String title) {
    double height = bottom + 58;
    svg.markup(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
            + " height=\"%.0f\" role=\"img\" aria-labelledby=\"t d\">",
        WIDTH, height, WIDTH, height);
    svg.named("title", "t", "Heap of " + title);
    svg.named("desc", "d", HeapWords.summary(trace));
    svg.markup("%s", HeapColours.STYLE);
    svg.markup("<rect class=\"page\" width=\"%.0f\" height=\"%.0f\"/>", WIDTH, height);
    svg.text(16, 26, "class=\"head\"", "Heap of " + title);
    svg.text(16, 46, "class=\"soft\"", HeapWords.free(trace));
    svg.text(16, 63, "class=\"soft\"", HeapWords.largest(trace));
    frame();
    moments();
    line("free", HeapSample::free);
    line("allocated", HeapSample::allocated);
    line("largest", s -> s.largest().orElse(-1));
    if (points.hasLargest()) {
      line("share", s -> share(HeapPoints.fragmentation(s)));
    }
    legend();
    return svg.markup("</svg>").toString();
  }

  private static double share(OptionalDouble fragmentation) {
    return fragmentation.isPresent() ? 100 * fragmentation.getAsDouble() : -1;
  }

  private void frame() {
    for (double tick : bytes.ticks(5)) {
      level(bytes.at(tick), HeapWords.bytes(tick));
    }
    if (points.hasLargest()) {
      for (double tick : List.of(0.0, 50.0, 100.0)) {
        level(share.at(tick), HeapWords.plain(tick) + " %");
      }
      side(share, "fragmented");
    }
    side(bytes, "bytes");
    for (double tick : time.ticks(8)) {
      double x = time.at(tick);
      svg.markup("<path class=\"axis\" d=\"M%.1f %.1fv5\"/>", x, bottom);
      svg.text(x, bottom + 19, "class=\"soft\" text-anchor=\"middle\"", HeapWords.plain(tick));
    }
    svg.text(
        (LEFT + RIGHT) / 2, bottom + 40, "class=\"text\" text-anchor=\"middle\"", points.xTitle());
  }

  private void level(double y, String label) {
    svg.markup("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", LEFT, y, RIGHT);
    svg.text(LEFT - 8, y + 4, "class=\"soft\" text-anchor=\"end\"", label);
  }

  private void side(Axis axis, String title) {
    double middle = (axis.from() + axis.to()) / 2;
    svg.markup("<path class=\"axis\" d=\"M%.1f %.1fV%.1f\"/>", LEFT, axis.from(), axis.to());
    svg.text(
        20,
        middle,
        String.format(
            Locale.ROOT,
            "class=\"text\" text-anchor=\"middle\" transform=\"rotate(-90 20 %.1f)\"",
            middle),
        title);
  }

  /** What the script says of its moments, and where a new interpreter began. */
  private void moments() {
    double free = LEFT;
    String last = "";
    int round = points.samples().getFirst().round();
    boolean rounds = points.samples().getLast().round() - round <= MOST_ROUNDS_SHOWN;
    for (int i = 0; i < points.samples().size(); i++) {
      HeapSample sample = points.samples().get(i);
      double x = time.at(points.x(i));
      if (rounds && sample.round() != round) {
        svg.markup("<path class=\"round\" d=\"M%.1f %.1fV%.1f\"/>", x, TOP, bottom);
      }
      round = sample.round();
      String word = HeapWords.moment(sample);
      double width = word.length() * LETTER;
      double start = Math.min(x, RIGHT - width);
      if (!word.isEmpty() && !word.equals(last) && start >= free) {
        svg.markup("<path class=\"moment\" d=\"M%.1f %.1fV%.1f\"/>", x, TOP - 4, bottom);
        svg.text(start, TOP - 8, "class=\"soft\"", word);
        free = start + width + BETWEEN_WORDS;
        last = word;
      }
    }
  }

  /** A line through the samples that have the number; a negative one is none. */
  private void line(String name, ToDoubleFunction<HeapSample> number) {
    Axis axis = name.equals("share") ? share : bytes;
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < points.samples().size(); i++) {
      double value = number.applyAsDouble(points.samples().get(i));
      if (value >= 0) {
        String at = String.format(Locale.ROOT, "%.1f %.1f", time.at(points.x(i)), axis.at(value));
        path.append(path.isEmpty() ? "M" : "L").append(at);
        dots.append('M').append(at).append("h0");
      }
    }
    svg.markup("<path class=\"line %s\" d=\"%s\"/>", name, path);
    svg.markup("<path class=\"dot %s\" d=\"%s\"/>", name, dots);
  }

  private void legend() {
    double x = 16;
    for (HeapColours colour : HeapColours.values()) {
      if (points.hasLargest() || !colour.needsLargest()) {
        svg.markup("<path class=\"line %s\" d=\"M%.1f 80h26\"/>", colour.line(), x);
        svg.text(x + 32, 84, "class=\"text\"", colour.words());
        x += 46 + colour.words().length() * LETTER;
      }
    }
  }
}
