package org.hilfarm.server.picture;

import java.util.Locale;

/** An SVG document as it grows. Every text is escaped here, and numbers are finite by then. */
final class Svg {
  private static final int LONGEST = 200;

  private final StringBuilder out = new StringBuilder(8192);

  /** Takes markup of the farm's own; what varies in it is numbers only. */
  Svg markup(String format, Object... numbers) {
    out.append(String.format(Locale.ROOT, format, numbers)).append('\n');
    return this;
  }

  /** A text element. */
  Svg text(double x, double y, String attributes, String text) {
    out.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, attributes));
    out.append(escaped(text)).append("</text>\n");
    return this;
  }

  /** An element that holds nothing but text, such as a title. */
  Svg named(String element, String id, String text) {
    out.append("<%s id=\"%s\">%s</%s>\n".formatted(element, id, escaped(text), element));
    return this;
  }

  /** Bounded, without markup, and without characters that XML does not have. */
  static String escaped(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              switch (c) {
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '&' -> clean.append("&amp;");
                case '"' -> clean.append("&quot;");
                case '\'' -> clean.append("&#39;");
                default -> clean.appendCodePoint(c < 0x20 || c > 0x7e ? '?' : c);
              }
            });
    return clean.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
