package org.hilfarm.farm.compare.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Text made fit for a Markdown page. Everything that Markdown or HTML could take for more than text
 * becomes a character reference; what a board says reaches no other way onto the page.
 */
final class Escaped {
  private static final String SPECIAL = "&<>\"'|`*_[]\\~$#@:!{}";

  private Escaped() {}

  /** One line of text in a table's cell or a paragraph. */
  static String text(String text) {
    return references(text.replaceAll("\\p{Cntrl}+", " "), SPECIAL);
  }

  /** Some lines in a {@code pre} element. An empty line would end the HTML that Markdown sees. */
  static String lines(List<String> lines) {
    return lines.stream()
        .map(l -> l.isBlank() ? "&#32;" : references(l.replaceAll("\\p{Cntrl}", "."), "&<>\"'`"))
        .collect(Collectors.joining("\n"));
  }

  private static String references(String text, String special) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (special.indexOf(c) >= 0) {
                out.append("&#").append(c).append(';');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
