package org.hilfarm.virtual.circuitpython;

import java.util.ArrayList;
import java.util.List;

/**
 * What a host does at a console, written by hand to be recorded: a line is typed with a return
 * behind it. Other lines:
 *
 * <pre>
 * == NAME      a step begins
 * !TEXT        typed as it is; \r \n \t \b \e \\ and \xHH are understood
 * {@literal @}run         the lines up to @end are sent to the raw REPL as one source, from the friendly
 *              prompt; it is left again
 * {@literal @}file NAME   the lines up to @end are written to a file of this name, in the same way
 * {@literal @}paste       the lines up to @end are typed in paste mode
 * {@literal @}reset       a pulse on the reset line
 * {@literal @}wait S      so many seconds pass before the next line
 * {@literal @}for TEXT    what the next line brings is waited for up to this text, not up to a prompt
 * </pre>
 */
record Session(String what, List<Action> actions) {
  /** One thing the host does. */
  sealed interface Action {
    /** A step begins. */
    record Step(String name) implements Action {}

    /** Bytes are sent, and what they bring is awaited: up to this text, or all of it if empty. */
    record Type(String bytes, String until) implements Action {}

    /** The reset line is pulsed. */
    record Reset(String until) implements Action {}

    /** Time passes. */
    record Wait(double seconds) implements Action {}
  }

  static Session parse(String text) {
    return new Reader(text.lines().toList()).read();
  }

  /** Reads the lines one after the other. */
  private static final class Reader {
    private final List<String> lines;
    private final List<Action> actions = new ArrayList<>();
    private int at = 1;
    private String until = "";

    Reader(List<String> lines) {
      this.lines = lines;
    }

    Session read() {
      while (at < lines.size()) {
        line(lines.get(at++));
      }
      return new Session(lines.getFirst(), List.copyOf(actions));
    }

    private void line(String line) {
      String rest = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("== ")) {
        actions.add(new Action.Step(rest));
      } else if (line.startsWith("@for ")) {
        until = unescaped(rest);
      } else if (line.startsWith("@wait ")) {
        actions.add(new Action.Wait(Double.parseDouble(rest)));
      } else if (line.equals("@reset")) {
        actions.add(new Action.Reset(until("")));
      } else if (line.equals("@paste")) {
        type("\u0005", "=== ");
        type(String.join("\r", block()), "");
        type("\u0004", until(">>> "));
      } else if (line.equals("@run")) {
        raw(String.join("\n", block()) + "\n");
      } else if (line.startsWith("@file ")) {
        String body = String.join("\n", block()) + "\n";
        raw("f=open(%s,'w')\nf.write(%s)\nf.close()".formatted(quoted(rest), quoted(body)));
      } else {
        type(line.startsWith("!") ? unescaped(line.substring(1)) : line + "\r", until(""));
      }
    }

    private void raw(String source) {
      type("\u0001", "\r\n>");
      type(source + "\u0004", until("\u0004>"));
      type("\u0002", ">>> ");
    }

    private void type(String bytes, String awaited) {
      actions.add(new Action.Type(bytes, awaited));
    }

    private String until(String usual) {
      String text = until.isEmpty() ? usual : until;
      until = "";
      return text;
    }

    private List<String> block() {
      int from = at;
      while (!lines.get(at).equals("@end")) {
        at++;
      }
      return lines.subList(from, at++);
    }

    private static String quoted(String text) {
      String escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
      return "'" + escaped + "'";
    }

    private static String unescaped(String text) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '\\') {
          out.append(c);
          continue;
        }
        char next = text.charAt(++i);
        switch (next) {
          case 'r' -> out.append('\r');
          case 'n' -> out.append('\n');
          case 't' -> out.append('\t');
          case 'b' -> out.append('\b');
          case 'e' -> out.append('\u001b');
          case 'x' -> {
            out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
            i += 2;
          }
          default -> out.append(next);
        }
      }
      return out.toString();
    }
  }
}
