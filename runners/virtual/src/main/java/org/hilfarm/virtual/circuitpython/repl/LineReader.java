package org.hilfarm.virtual.circuitpython.repl;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.hilfarm.virtual.circuitpython.vm.Interpreter;

/** Reads lines at the friendly prompt (shared/readline/readline.c). */
final class LineReader {
  /** Something was raised while the prompt was idle. */
  static final int RAISED = -1;

  static final int CTRL_A = 1;
  static final int CTRL_B = 2;
  static final int CTRL_C = 3;
  static final int CTRL_D = 4;
  static final int CTRL_E = 5;

  /** A line longer than this takes no more characters. */
  private static final int LONGEST = 64 * 1024;

  private static final int REMEMBERED = 8;

  private final Inbox inbox;
  private final Console console;
  private final Interpreter python;
  private final List<String> history = new ArrayList<>();
  private int back;

  LineReader(Inbox inbox, Console console, Interpreter python) {
    this.inbox = inbox;
    this.console = console;
    this.python = python;
  }

  /** Reads a line behind what is there; 0: a return ended it, else the control key that did. */
  int read(StringBuilder text, String prompt) {
    console.raw(prompt);
    Line line = new Line(console, text, prompt);
    line.indent();
    back = 0;
    inbox.atPrompt(true);
    try {
      return read(text, line);
    } finally {
      inbox.atPrompt(false);
    }
  }

  private int read(StringBuilder text, Line line) {
    while (true) {
      int c = inbox.readAtPrompt();
      if (c == RAISED) {
        return c;
      }
      if (c == '\r') {
        console.raw("\r\n");
        remember(line.own());
        return 0;
      }
      if (c == CTRL_C || (c >= CTRL_A && c <= CTRL_E && line.untouched())) {
        return c;
      }
      if (text.length() < LONGEST || c < ' ') {
        edit(line, c);
      }
    }
  }

  private void edit(Line line, int c) {
    switch (c) {
      case CTRL_A -> line.home();
      case CTRL_B -> line.left();
      case CTRL_D -> line.delete();
      case CTRL_E -> line.end();
      case '\b', 0x7f -> line.backspace();
      case 0x1b -> escape(line);
      case '\t' -> tab(line);
      default -> {
        if (c >= ' ') {
          line.insert((char) c);
        }
      }
    }
  }

  /** A tab indents behind blanks, and completes a name behind anything else. */
  private void tab(Line line) {
    String before = line.beforeCursor();
    boolean indents = before.isEmpty() ? line.continues() : before.endsWith(" ");
    if (indents) {
      line.insert("    ");
      return;
    }
    boolean[] shown = {false};
    String rest =
        python.complete(
            before,
            (bytes, from, to) -> {
              shown[0] |= to > from;
              console.write(bytes, from, to);
            });
    if (shown[0]) {
      line.again();
    }
    line.insert(rest);
  }

  private void escape(Line line) {
    if (inbox.read() != '[') {
      return;
    }
    switch (inbox.read()) {
      case 'A' -> recall(line, 1);
      case 'B' -> recall(line, -1);
      case 'C' -> line.right();
      case 'D' -> line.left();
      case 'H' -> line.home();
      case 'F' -> line.end();
      case '3' -> {
        if (inbox.read() == '~') {
          line.delete();
        }
      }
      default -> {
        // Other keys do nothing.
      }
    }
  }

  private void recall(Line line, int step) {
    int to = back + step;
    if (to >= 0 && to <= history.size()) {
      back = to;
      line.replace(to == 0 ? "" : history.get(history.size() - to));
    }
  }

  private void remember(String line) {
    boolean again = !history.isEmpty() && history.getLast().equals(line);
    if (line.isEmpty() || again) {
      return;
    }
    history.add(line);
    if (history.size() > REMEMBERED) {
      history.removeFirst();
    }
  }
}
