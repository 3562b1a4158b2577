package org.hilfarm.virtual.circuitpython.repl;

import java.util.List;

/**
 * Whether a text typed at the prompt needs another line (py/repl.c, {@code
 * mp_repl_continue_with_input}).
 */
final class Continuation {
  private static final List<String> COMPOUND =
      List.of("if", "while", "for", "try", "with", "def", "class", "async");

  private final String text;
  private int open;
  private String quote = "";

  private Continuation(String text) {
    this.text = text;
  }

  static boolean needed(String text) {
    return !text.isEmpty() && new Continuation(text).needed();
  }

  private boolean needed() {
    int i = 0;
    while (i < text.length()) {
      i += step(i);
    }
    if (quote.length() == 3 || (open > 0 && quote.isEmpty()) || text.endsWith("\\")) {
      return true;
    }
    return compound() && !text.endsWith("\n");
  }

  /** Looks at one character, or what belongs together; how far to go on. */
  private int step(int i) {
    char c = text.charAt(i);
    if (c == '\'' || c == '"') {
      return quoted(String.valueOf(c), i);
    }
    if (c == '\\' && i + 1 < text.length() && "'\"\\".indexOf(text.charAt(i + 1)) >= 0) {
      return quote.isEmpty() ? 1 : 2;
    }
    if (quote.isEmpty()) {
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
    }
    return 1;
  }

  private int quoted(String one, int i) {
    String three = one.repeat(3);
    if (text.startsWith(three, i) && (quote.isEmpty() || quote.equals(three))) {
      quote = quote.isEmpty() ? three : "";
      return 3;
    }
    if (quote.isEmpty() || quote.equals(one)) {
      quote = quote.isEmpty() ? one : "";
    }
    return 1;
  }

  private boolean compound() {
    if (text.startsWith("@")) {
      return true;
    }
    int end = 0;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return COMPOUND.contains(text.substring(0, end));
  }
}
