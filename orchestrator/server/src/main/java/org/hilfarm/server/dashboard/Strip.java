package org.hilfarm.server.dashboard;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hilfarm.server.report.Past;

/**
 * Days side by side, as a small picture and in words.
 *
 * @param width of the picture, in its own units
 * @param bars what is drawn; a day without any end is a gap
 * @param words the same for who does not see it
 */
public record Strip(int width, List<Bar> bars, String words) {
  private static final int STEP = 6;
  static final int HEIGHT = 24;

  /** A failure among hundreds is still to be seen. */
  private static final int LEAST = 5;

  private static final int MOST_NAMED = 5;

  /**
   * Part of a day: what failed stands on the ground, what passed above it.
   *
   * @param kind a word that is also its colour
   */
  public record Bar(String kind, int x, int y, int height) {}

  static Strip of(List<Past.Cell> cells) {
    return new Strip(
        cells.size() * STEP,
        IntStream.range(0, cells.size()).boxed().flatMap(i -> bars(i, cells.get(i))).toList(),
        words(cells));
  }

  private static Stream<Bar> bars(int at, Past.Cell cell) {
    int runs = cell.passed() + cell.failed();
    if (runs == 0) {
      return Stream.of();
    }
    int share = Math.round((float) HEIGHT * cell.failed() / runs);
    int failed = cell.failed() == 0 ? 0 : Math.max(LEAST, share);
    int bottom = cell.passed() == 0 ? HEIGHT : Math.min(failed, HEIGHT - LEAST);
    return Stream.of(
            new Bar("passed", at * STEP, 0, HEIGHT - bottom),
            new Bar("failed", at * STEP, HEIGHT - bottom, bottom))
        .filter(b -> b.height() > 0);
  }

  private static String words(List<Past.Cell> cells) {
    List<Past.Cell> ran = cells.stream().filter(c -> c.passed() + c.failed() > 0).toList();
    List<Past.Cell> bad = ran.stream().filter(c -> c.failed() > 0).toList();
    String span = cells.stream().allMatch(c -> c.first().equals(c.last())) ? "day" : "period";
    String of = Words.count(ran.size(), span) + " with runs";
    if (bad.isEmpty()) {
      return "no failure on " + of;
    }
    List<String> named =
        bad.reversed().stream()
            .limit(MOST_NAMED)
            .map(c -> "%d of %d on %s".formatted(c.failed(), c.passed() + c.failed(), at(c)))
            .toList();
    return "failed on %d of %s: %s%s"
        .formatted(
            bad.size(), of, String.join(", ", named), bad.size() > MOST_NAMED ? " and before" : "");
  }

  private static String at(Past.Cell cell) {
    return cell.first().equals(cell.last())
        ? cell.last().toString()
        : cell.first() + " to " + cell.last();
  }
}
