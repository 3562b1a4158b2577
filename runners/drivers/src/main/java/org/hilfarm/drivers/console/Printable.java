package org.hilfarm.drivers.console;

/** What a board said, made fit for a message: one line, no control character survives. */
public final class Printable {
  private Printable() {}

  /** The whole text (one character a byte), escaped as in Python. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.chars().forEach(c -> append(out, c));
    return out.toString();
  }

  /** The end of a text, escaped; what went before is an ellipsis. */
  public static String tail(String text, int chars) {
    return text.length() <= chars ? of(text) : "..." + of(text.substring(text.length() - chars));
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\r' -> out.append("\\r");
      case '\n' -> out.append("\\n");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c >= 0x20 && c < 0x7f) {
          out.append((char) c);
        } else {
          out.append("\\x").append(Character.forDigit((c >> 4) & 0xF, 16));
          out.append(Character.forDigit(c & 0xF, 16));
        }
      }
    }
  }
}
