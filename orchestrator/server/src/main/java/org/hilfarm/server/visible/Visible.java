package org.hilfarm.server.visible;

/**
 * Text from a board made safe to look at: its control characters become pictures of themselves, and
 * there is an end to it. Browsers, terminals and spreadsheets then have nothing to obey. Any thread
 * may use it.
 */
public final class Visible {
  private static final int DELETE = 0x7f;
  private static final int PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;

  private Visible() {}

  /** On one line, at most this many characters. */
  public static String line(String text, int limit) {
    return cut(text.replace("\r\n", "\n").replace('\n', ' '), limit, false);
  }

  /** With its line ends and tabs, at most this many characters. */
  public static String block(String text, int limit) {
    return cut(text.replace("\r\n", "\n"), limit, true);
  }

  private static String cut(String text, int limit, boolean keepsLines) {
    var out = new StringBuilder(Math.min(text.length(), limit) + 40);
    text.codePoints().limit(limit).forEach(c -> append(out, c, keepsLines));
    int over = text.codePointCount(0, text.length()) - limit;
    if (over > 0) {
      out.append(" [").append(over).append(" more characters are left out]");
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int c, boolean keepsLines) {
    if (keepsLines && (c == '\n' || c == '\t')) {
      out.append((char) c);
    } else if (c < ' ') {
      out.append((char) (PICTURES + c));
    } else if (c == DELETE) {
      out.append((char) PICTURE_OF_DELETE);
    } else if (obeyed(c)) {
      out.append(String.format("\\u%04x", c));
    } else {
      out.appendCodePoint(c);
    }
  }

  /** C1 controls, direction overrides and halves of characters: unseen, yet they change a text. */
  private static boolean obeyed(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
