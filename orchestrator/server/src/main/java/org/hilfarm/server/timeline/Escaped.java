package org.hilfarm.server.timeline;

import java.util.ArrayList;
import java.util.List;

/** What racks escape in a transcript's entry, as Python does: line ends, backslashes, bytes. */
final class Escaped {
  private Escaped() {}

  /** The lines of an entry, without their ends; what else is escaped stays so. */
  static List<String> lines(String entry) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int i = 0;
    while (i < entry.length()) {
      int length = entry.charAt(i) == '\\' ? length(entry, i) : 1;
      if (entry.startsWith("\\n", i)) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (!entry.startsWith("\\r\\n", i)) {
        line.append(entry, i, i + length);
      }
      i += length;
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
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
