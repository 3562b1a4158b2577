package org.hilfarm.server.timeline;

import java.util.ArrayList;
import java.util.List;

/** What racks escape in a transcript's entry, as Python does: line ends, backslashes, bytes. */
final class Escaped {
  private Escaped() {}

  /**
   * The first lines of an entry.
   *
   * @param first so many at most
   * @param more how many there are beyond
   */
  record Lines(List<String> first, int more) {}

  /** The lines of an entry, without their ends; what else is escaped stays so. */
  static Lines lines(String entry, int most) {
    List<String> lines = new ArrayList<>();
    int more = 0;
    StringBuilder line = new StringBuilder();
    int i = 0;
    while (i < entry.length()) {
      int length = entry.charAt(i) == '\\' ? length(entry, i) : 1;
      if (entry.startsWith("\\n", i)) {
        if (lines.size() < most) {
          lines.add(line.toString());
        } else {
          more++;
        }
        line.setLength(0);
      } else if (!entry.startsWith("\\r\\n", i)) {
        line.append(entry, i, i + length);
      }
      i += length;
    }
    if (line.isEmpty()) {
      return new Lines(lines, more);
    }
    if (lines.size() == most) {
      return new Lines(lines, more + 1);
    }
    lines.add(line.toString());
    return new Lines(lines, more);
  }

  /** Of an escape: a backslash and the letter behind it; the rest of {@code \x1e} is plain. */
  private static int length(String entry, int at) {
    return Math.min(2, entry.length() - at);
  }

  /** With backslashes as they were. */
  static String backslashes(String text) {
    return text.replace("\\\\", "\\");
  }
}
