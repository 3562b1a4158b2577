package org.hilfarm.agent.link;

import java.nio.charset.StandardCharsets;

/** Text from elsewhere made fit for a log line or a terminal: short, and without control bytes. */
public final class Printable {
  private static final int LONGEST = 500;

  private Printable() {}

  static String brief(byte[] bytes) {
    return brief(new String(bytes, 0, Math.min(bytes.length, LONGEST * 4), StandardCharsets.UTF_8));
  }

  /** At most 500 characters; what is not printable becomes a dot. */
  public static String brief(String text) {
    if (text.isEmpty()) {
      return "(nothing)";
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '.' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
