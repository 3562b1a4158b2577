package org.hilfarm.virtual.circuitpython.repl;

import org.hilfarm.virtual.circuitpython.console.Console;

/** A line as it is edited, and what the terminal is sent for it (shared/readline/readline.c). */
final class Line {
  private static final int INDENT = 4;

  private final Console console;
  private final String prompt;
  private final int start;
  private final StringBuilder text;
  private int cursor;

  /** Goes on behind {@code before}, the lines of a block that are already there. */
  Line(Console console, StringBuilder before, String prompt) {
    this.console = console;
    this.prompt = prompt;
    this.text = before;
    this.start = before.length();
    this.cursor = start;
  }

  boolean untouched() {
    return text.length() == start;
  }

  String own() {
    return text.substring(start);
  }

  String beforeCursor() {
    return text.substring(start, cursor);
  }

  /** Whether lines of a block are before this one. */
  boolean continues() {
    return start > 0;
  }

  /** Shows prompt and line anew, below what was printed meanwhile. */
  void again() {
    console.raw(prompt + text.substring(start) + back(text.length() - cursor));
  }

  void insert(String word) {
    for (int i = 0; i < word.length(); i++) {
      insert(word.charAt(i));
    }
  }

  void insert(char c) {
    text.insert(cursor++, c);
    if (cursor == text.length()) {
      console.raw(String.valueOf(c));
    } else {
      console.raw(text.substring(cursor - 1) + back(text.length() - cursor));
    }
  }

  void backspace() {
    if (cursor == start) {
      return;
    }
    int spaces = cursor - start;
    boolean blank = text.substring(start, cursor).isBlank();
    int gone = blank && spaces >= INDENT ? INDENT : 1;
    text.delete(cursor - gone, cursor);
    cursor -= gone;
    String rest = text.substring(cursor);
    console.raw(back(gone) + "\u001b[K" + rest + back(rest.length()));
  }

  void delete() {
    if (cursor < text.length()) {
      text.deleteCharAt(cursor);
      String rest = text.substring(cursor);
      console.raw("\u001b[K" + rest + back(rest.length()));
    }
  }

  void to(int column) {
    int target = Math.max(start, Math.min(text.length(), column));
    if (target < cursor) {
      console.raw(back(cursor - target));
    } else {
      console.raw(text.substring(cursor, target));
    }
    cursor = target;
  }

  void left() {
    to(cursor - 1);
  }

  void right() {
    to(cursor + 1);
  }

  void home() {
    to(start);
  }

  void end() {
    to(text.length());
  }

  void replace(String with) {
    home();
    boolean shorter = with.length() < text.length() - start;
    text.setLength(start);
    text.append(with);
    cursor = text.length();
    console.raw((shorter ? "\u001b[K" : "") + with);
  }

  /** Begins a line of a block with the blanks of the one before, and four more behind a colon. */
  void indent() {
    if (text.length() < 2 || text.charAt(text.length() - 1) != '\n') {
      return;
    }
    int from = text.lastIndexOf("\n", text.length() - 2) + 1;
    int blanks = from;
    while (text.charAt(blanks) == ' ') {
      blanks++;
    }
    if (from > 0 && blanks + 1 == text.length() && lineBeforeIsBlank(from)) {
      return;
    }
    int levels = (blanks - from) / INDENT + (text.charAt(text.length() - 2) == ':' ? 1 : 0);
    String added = " ".repeat(levels * INDENT);
    text.append(added);
    cursor += added.length();
    console.raw(added);
  }

  private boolean lineBeforeIsBlank(int from) {
    for (int k = from - 1; k > 0; k--) {
      if (text.charAt(k - 1) == '\n') {
        return true;
      }
      if (text.charAt(k - 1) != ' ') {
        return false;
      }
    }
    return false;
  }

  private static String back(int columns) {
    return columns <= INDENT ? "\b".repeat(columns) : "\u001b[" + columns + "D";
  }
}
