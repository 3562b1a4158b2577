package org.hilfarm.farm.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A plain table: columns separated by two spaces, as wide as they need within a limit; all but the
 * first give way and wrap.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 12;

  private final List<List<String>> rows = new ArrayList<>();

  /** The first row is the heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with as many cells as the heading. */
  public Table row(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns"
              .formatted(cells.size(), rows.getFirst().size()));
    }
    rows.add(cells.stream().map(Plain::text).toList());
    return this;
  }

  /** The lines, none wider than this where that is possible at all. */
  public List<String> lines(int width) {
    int[] widths = widths(width);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.addAll(lines(row, widths));
      if (row == rows.getFirst()) {
        lines.add("-".repeat(total(widths)));
      }
    }
    return lines;
  }

  /**
   * Takes from the widest column but the first until all fit; breaks words, which people copy, only
   * where wrapping between them is not enough.
   */
  private int[] widths(int width) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    shrink(widths, width, IntStream.range(0, widths.length).map(this::longestWord).toArray());
    shrink(widths, width, IntStream.generate(() -> NARROWEST).limit(widths.length).toArray());
    return widths;
  }

  private static void shrink(int[] widths, int width, int[] least) {
    boolean shrinks = true;
    while (shrinks && total(widths) > width) {
      shrinks = shrinkWidest(widths, least);
    }
  }

  private int longestWord(int column) {
    return rows.stream()
        .flatMap(row -> Stream.of(row.get(column).split("\\s+")))
        .mapToInt(String::length)
        .reduce(NARROWEST, Math::max);
  }

  private static boolean shrinkWidest(int[] widths, int[] least) {
    int widest = 0;
    for (int c = widths.length - 1; c > 0; c--) {
      if (widths[c] > least[c] && (widest == 0 || widths[c] > widths[widest])) {
        widest = c;
      }
    }
    if (widest == 0) {
      return false;
    }
    widths[widest]--;
    return true;
  }

  private static int total(int[] widths) {
    int total = GAP.length() * (widths.length - 1);
    for (int w : widths) {
      total += w;
    }
    return total;
  }

  private static List<String> lines(List<String> row, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    int height = 0;
    for (int c = 0; c < widths.length; c++) {
      cells.add(Wrap.at(widths[c], row.get(c)));
      height = Math.max(height, cells.get(c).size());
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String text = i < cells.get(c).size() ? cells.get(c).get(i) : "";
        line.append(c == 0 ? "" : GAP).append(text).append(" ".repeat(widths[c] - text.length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
