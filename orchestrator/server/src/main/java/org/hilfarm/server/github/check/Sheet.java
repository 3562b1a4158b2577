package org.hilfarm.server.github.check;

import java.nio.charset.StandardCharsets;

/**
 * Text that is written block by block up to a limit in bytes, and says what did not fit. GitHub's
 * description counts characters; GitHub itself counts bytes, too (github/docs, issue 35252), and no
 * text has fewer bytes than characters.
 */
final class Sheet {
  private static final int RESERVED = 400;

  private final int limit;
  private final String rest;
  private final StringBuilder out = new StringBuilder();
  private int bytes;
  private int left;

  /**
   * An empty one.
   *
   * @param limit in bytes
   * @param rest where the whole can be read, in Markdown
   */
  Sheet(int limit, String rest) {
    this.limit = limit;
    this.rest = rest;
  }

  /** Adds lines that belong together, or counts them as left out. */
  Sheet add(String block) {
    int more = block.getBytes(StandardCharsets.UTF_8).length + 1;
    if (left > 0 || bytes + more > limit - RESERVED) {
      left += (int) block.lines().filter(l -> !l.isBlank()).count();
      return this;
    }
    out.append(block).append('\n');
    bytes += more;
    return this;
  }

  /** All that fitted. */
  String text() {
    if (left == 0) {
      return out.toString().strip();
    }
    return out.toString().strip()
        + "\n\n_%d more lines do not fit here; all of it: %s._".formatted(left, rest);
  }

  /** A text's beginning: at most so many bytes, and no half of a character. */
  static String cut(String text, int limit) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= limit) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int bytes = 3; // of the dots
    for (int c : text.codePoints().toArray()) {
      bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > limit) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return cut + "…";
  }
}
