package org.hilfarm.virtual.emulated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The last a chip said on its UART, as one printable line. One thread. */
final class UartWords {
  private static final int KEPT = 2000;

  private final StringBuilder text = new StringBuilder();

  void add(byte[] bytes) {
    text.append(new String(bytes, ISO_8859_1));
    if (text.length() > KEPT) {
      text.delete(0, text.length() - KEPT);
    }
  }

  /** What came from a chip, fit for a log. */
  static String printable(String text) {
    String shown = text.length() > KEPT ? text.substring(text.length() - KEPT) : text;
    return shown.replaceAll("[^\\x20-\\x7e]", ".");
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "nothing" : "\"" + printable(text.toString()) + "\"";
  }
}
