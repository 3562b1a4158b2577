package org.hilfarm.server.github.check;

import java.util.regex.Pattern;

/**
 * Words from outside as GitHub's Markdown shows them and nothing more: no markup, no HTML, no
 * mention of a person, no link to an issue or elsewhere, no workflow command.
 */
final class Markdown {
  /** Nobody sees it; it parts what would be understood together. */
  private static final String APART = "\u200b";

  private static final String ESCAPED = "\\`*_{}[]<>()+-!|~$";
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern COMMAND = Pattern.compile("(?m)^(\\h*)(:|#)(:|#\\[)");

  private Markdown() {}

  /** As running text, on one line. */
  static String text(String words) {
    StringBuilder out = new StringBuilder(words.length() + 16);
    for (char c : line(words).toCharArray()) {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '@' -> out.append('@').append(APART);
        case '#' -> out.append("\\#").append(APART);
        default -> out.append(ESCAPED.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return unlinked(out.toString());
  }

  /** What GitHub would make a link of: addresses, GH-12, a commit told by its digits alone. */
  private static String unlinked(String text) {
    return text.replace("::", ":" + APART + ":")
        .replace(":/", ":" + APART + "/")
        .replaceAll("(?i)\\b(www)\\.", "$1" + APART + ".")
        .replaceAll("(?i)\\b(gh)(\\\\-[0-9])", "$1" + APART + "$2")
        .replaceAll("\\b([0-9a-f]{6})([0-9a-f]{1,58})\\b", "$1" + APART + "$2");
  }

  /** As code, on one line; also within a table's cell. */
  static String code(String words) {
    String line = line(words).strip();
    if (line.isEmpty()) {
      return "` `";
    }
    String marks = "`".repeat(longestRun(line) + 1);
    String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return marks + pad + line.replace("|", "\\|") + pad + marks;
  }

  /** As a block of its own, line by line. */
  static String fence(String words) {
    String block = block(words);
    String marks = "`".repeat(Math.max(3, longestRun(block) + 1));
    return marks
        + "text\n"
        + COMMAND.matcher(block).replaceAll("$1$2" + APART + "$3")
        + "\n"
        + marks;
  }

  /** As a title, which is no Markdown but is shown in many places. */
  static String title(String words) {
    return line(words).replace("@", "@" + APART).strip();
  }

  private static int longestRun(String words) {
    return BACKTICKS.matcher(words).results().mapToInt(r -> r.group().length()).max().orElse(0);
  }

  private static String line(String words) {
    return block(words).replace('\n', ' ').replace('\t', ' ');
  }

  /** Neither controls, nor what turns the direction of the text around it, nor halves of pairs. */
  private static String block(String words) {
    StringBuilder out = new StringBuilder(words.length());
    words
        .replace("\r\n", "\n")
        .codePoints()
        .forEach(c -> out.appendCodePoint(harmless(c) || c == '\n' || c == '\t' ? c : ' '));
    return out.toString();
  }

  private static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
