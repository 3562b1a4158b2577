package org.hilfarm.server.intake;

/** Names from outside, made safe to print: plain ASCII, bounded, everything else as an escape. */
final class Shown {
  private static final int LIMIT = 200;

  private Shown() {}

  static String name(String raw) {
    StringBuilder safe = new StringBuilder();
    int shown = Math.min(raw.length(), LIMIT);
    for (int i = 0; i < shown; i++) {
      char c = raw.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        safe.append(c);
      } else {
        safe.append(String.format("\\u%04x", (int) c));
      }
    }
    return raw.length() > LIMIT ? safe + "..." : safe.toString();
  }
}
