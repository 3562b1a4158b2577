package org.hilfarm.server.postgres;

import java.nio.charset.StandardCharsets;

/** Text from outside as PostgreSQL takes it: no NUL, no half of a surrogate pair, bounded. */
final class Text {
  private Text() {}

  /** For a column that people read. */
  static String bounded(String text, int limit) {
    String safe = whole(text).replace('\0', ' ');
    return safe.length() > limit ? whole(safe.substring(0, limit)) : safe;
  }

  /** For JSON, which escapes a NUL by itself. */
  static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
