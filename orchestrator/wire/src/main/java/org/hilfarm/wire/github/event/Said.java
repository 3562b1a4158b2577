package org.hilfarm.wire.github.event;

import java.util.Locale;

/** Rules of what GitHub says; who breaks one is not understood. */
final class Said {
  private Said() {}

  static void positive(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + ": must be a number above 0");
    }
  }

  /** A commit's name, in small letters. */
  static String sha(String what, String text) {
    if (!text.matches("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(what + ": must be 40 or 64 hexadecimal digits");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
