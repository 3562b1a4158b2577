package org.hilfarm.server.export;

/**
 * Words from outside as every format can hold them: without what XML 1.0 has no place for
 * (controls, halves of characters, U+FFFE and U+FFFF), and with an end.
 */
final class Plain {
  private static final int LIMIT = 4_000;

  private Plain() {}

  static String text(String words) {
    StringBuilder out = new StringBuilder(Math.min(words.length(), LIMIT));
    words.codePoints().filter(Plain::legal).limit(LIMIT).forEach(out::appendCodePoint);
    long left = words.codePoints().filter(Plain::legal).count() - LIMIT;
    return left > 0 ? out + " [%d more characters are left out]".formatted(left) : out.toString();
  }

  private static boolean legal(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF && !(c >= 0x7f && c <= 0x9f))
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
