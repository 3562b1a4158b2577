package org.hilfarm.drivers.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Expected lines that are patterns, as tests/run-tests.py reads them: a character is itself unless
 * a backslash stands before it, and a line of eight {@code #} stands for any number of lines.
 */
final class LinePatterns {
  /** An honest pattern looks at each character a few times. */
  private static final int MOST_LOOKS = 1_000_000;

  private static final String ANY_LINES = "########";
  private static final String SPECIAL = "()[]{}.*+^$";

  private final List<String> expected;

  LinePatterns(List<String> expected) {
    this.expected = expected;
  }

  /** The printed lines, with the expected line in place of each that fits. */
  List<String> fitted(List<String> printed) {
    List<String> out = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < expected.size() && at < printed.size(); i++) {
      String line = expected.get(i);
      if (line.equals(ANY_LINES)) {
        int next =
            i + 1 < expected.size() ? find(expected.get(i + 1), printed, at) : printed.size();
        at = next < 0 ? at : next;
        out.add(next < 0 ? printed.get(at) : ANY_LINES);
        if (next < 0) {
          break;
        }
      } else {
        out.add(fits(line, printed.get(at)) ? line : printed.get(at));
        at++;
      }
    }
    out.addAll(printed.subList(Math.min(at, printed.size()), printed.size()));
    return out;
  }

  private static int find(String line, List<String> printed, int from) {
    for (int at = from; at < printed.size(); at++) {
      if (fits(line, printed.get(at))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean fits(String line, String printed) {
    try {
      return line.equals(printed)
          || Pattern.compile(regex(line)).matcher(new Patient(printed)).matches();
    } catch (PatternSyntaxException | TooMuchWork hostile) {
      return false;
    }
  }

  /** {@code convert_regex_escapes} of run-tests.py. */
  private static String regex(String line) {
    StringBuilder out = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!escaped && c == '\\') {
        escaped = true;
        continue;
      }
      if (!escaped && SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
      escaped = false;
    }
    return out.append("\r*").toString();
  }

  /** A line that lets itself be looked at only so often: a pattern may be made to never end. */
  private static final class Patient implements CharSequence {
    private final CharSequence text;
    private int looks;

    Patient(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      if (looks > MOST_LOOKS) {
        throw new TooMuchWork();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
