package org.hilfarm.farm.compare.judge;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.drivers.console.Printable;

/**
 * What one board said to one thing that was done to it.
 *
 * @param label what was done, the same on both boards
 * @param lines what the board said, a line each, escaped: no control character is in them
 */
public record Chapter(String label, List<String> lines) {
  /** The label of what is shown and not judged: how it goes depends on when the farm looks. */
  public static final String ONLY_SHOWN = "console";

  /** What a babbling board says beyond this is counted, not kept. */
  static final int MOST_LINES = 1000;

  /** And so are the characters of one line. */
  public static final int LONGEST_LINE = 2000;

  public Chapter {
    lines = List.copyOf(lines);
  }

  /**
   * From console bytes.
   *
   * @param bytes one character a byte
   */
  public static Chapter of(String label, String bytes) {
    List<String> lines = new ArrayList<>();
    String[] all = bytes.split("\r?\n", -1);
    int last = all.length > 0 && all[all.length - 1].isEmpty() ? all.length - 1 : all.length;
    for (int i = 0; i < Math.min(last, MOST_LINES); i++) {
      lines.add(line(all[i]));
    }
    if (last > MOST_LINES) {
      lines.add("(%d more lines)".formatted(last - MOST_LINES));
    }
    return new Chapter(label, lines);
  }

  /** One line, escaped and not endless. */
  public static String line(String bytes) {
    return bytes.length() <= LONGEST_LINE
        ? Printable.of(bytes)
        : "%s (%d more characters)"
            .formatted(
                Printable.of(bytes.substring(0, LONGEST_LINE)), bytes.length() - LONGEST_LINE);
  }
}
