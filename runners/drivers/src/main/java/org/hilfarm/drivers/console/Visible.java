package org.hilfarm.drivers.console;

import java.util.Arrays;

/**
 * Console bytes without the terminal's control sequences, for matching only: CircuitPython's title
 * ({@code ESC ] 0 ; ... ESC \}, supervisor/shared/status_bar.c) may fall between any two lines, and
 * {@code ESC [ 2 K ESC [ 0 G} begins some.
 */
final class Visible {
  private static final int ESC = 0x1b;
  private static final int BEL = 0x07;

  /**
   * No control sequence is longer; what claims to be is text, so a board cannot hide behind one.
   */
  static final int LONGEST = 256;

  private final String text;

  /** For each character, the offset behind its byte. */
  private final int[] rawEnds;

  private Visible(String text, int[] rawEnds) {
    this.text = text;
    this.rawEnds = rawEnds;
  }

  static Visible of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int[] ends = new int[bytes.length];
    int at = 0;
    while (at < bytes.length) {
      int skip = bytes[at] == ESC ? sequence(bytes, at) : 0;
      if (skip < 0) {
        break; // its end has not come yet
      }
      if (skip == 0) {
        text.append((char) (bytes[at] & 0xFF));
        ends[text.length() - 1] = at + 1;
      }
      at += Math.max(1, skip);
    }
    return new Visible(text.toString(), Arrays.copyOf(ends, text.length()));
  }

  /** What is seen, one character a byte. */
  String text() {
    return text;
  }

  /** How many bytes come before the end of the first {@code chars} characters. */
  int rawEnd(int chars) {
    return chars == 0 ? 0 : rawEnds[chars - 1];
  }

  /** The length of the control sequence here; 0 for none, -1 where its end has not come yet. */
  private static int sequence(byte[] bytes, int start) {
    if (start + 1 == bytes.length) {
      return -1;
    }
    boolean title = bytes[start + 1] == ']';
    if (!title && bytes[start + 1] != '[') {
      return 0;
    }
    int limit = Math.min(bytes.length, start + LONGEST);
    for (int i = start + 2; i < limit; i++) {
      if (title ? endsTitle(bytes, i) : bytes[i] >= 0x40 && bytes[i] <= 0x7e) {
        return i + 1 - start;
      }
    }
    return limit == bytes.length ? -1 : 0;
  }

  private static boolean endsTitle(byte[] bytes, int i) {
    return bytes[i] == BEL || (bytes[i] == '\\' && bytes[i - 1] == ESC);
  }
}
