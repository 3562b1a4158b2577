package org.hilfarm.drivers.upstream;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Printable;
import org.hilfarm.model.script.Expectation;
import org.hilfarm.model.script.Script;

/**
 * Reads a test's output the way tests/run-tests.py does. Two things it says more: what skipped a
 * test, and that a test whose module the firmware lacks was skipped, where run-tests.py calls it a
 * crash.
 */
public final class Reading {
  private static final int LAST_WORDS = 200;

  private static final Pattern NO_MODULE =
      Pattern.compile("ImportError: no module named '([^'\n]{1,80})'\\s*$");

  /** What a virtual board says where it has a name of the firmware's and nothing behind it. */
  private static final Pattern NOT_MODELLED =
      Pattern.compile(
          "NotImplementedError: ([\\w.]{1,80}) is not modelled by a virtual board\\s*$");

  private static final Pattern SUMMARY =
      Pattern.compile(
          "-{70}\nRan ([0-9]+) tests?\n\n"
              + "(OK( \\(skipped=[0-9]+\\))?|FAILED \\(failures=[0-9]+, errors=[0-9]+\\))\n?$");

  private static final Pattern MATTER =
      Pattern.compile("(?m)^ *([A-Za-z][\\w .-]{0,60}): +(PASS|FAIL|UNTESTED|-) *\r?$");

  private Reading() {}

  /**
   * What the output means.
   *
   * @param error the traceback the test ended with; empty where it ended well
   */
  public static Finding of(Script test, Expectation expectation, Printed printed, String error) {
    String out = printed.text();
    if (out.equals("SKIP\n")) {
      return new Finding.Skipped(SkipReason.in(test.source()));
    }
    if (!error.isBlank()) {
      return ended(printed, error);
    }
    return printed.cut()
        ? new Finding.Wrong("it printed %d bytes".formatted(printed.size()), "")
        : judged(expectation, out);
  }

  private static Finding judged(Expectation expectation, String out) {
    return switch (expectation.form()) {
      case OUTPUT -> compared(lines(expectation.text()), lines(out));
      case PATTERNS -> {
        List<String> expected = lines(expectation.text());
        yield compared(expected, new LinePatterns(expected).fitted(lines(out)));
      }
      case UNITTEST -> unittest(out);
      case SCOREBOARD -> scoreboard(out);
      case NOT_RUN -> new Finding.Skipped(expectation.text());
    };
  }

  private static Finding ended(Printed printed, String error) {
    Matcher module = NO_MODULE.matcher(error);
    if (module.find()) {
      return new Finding.Skipped(
          "it needs the module %s, which is not on the board"
              .formatted(Printable.of(module.group(1))));
    }
    Matcher name = NOT_MODELLED.matcher(error);
    if (name.find()) {
      return new Finding.Skipped(
          "it needs %s, which a virtual board does not model".formatted(name.group(1)));
    }
    // A traceback with a line is one of code that ran; without, the source was never taken in.
    if (printed.size() == 0 && error.contains("MemoryError") && !error.contains(", line ")) {
      return new Finding.Skipped("it is too large for the board: a MemoryError while it was read");
    }
    return new Finding.Wrong("it ended with " + Printable.tail(error.strip(), LAST_WORDS), "");
  }

  private static Finding compared(List<String> expected, List<String> printed) {
    if (expected.equals(printed)) {
      return new Finding.Right();
    }
    Difference difference = Difference.of(expected, printed);
    return new Finding.Wrong(difference.sentence(), difference.lines());
  }

  private static Finding unittest(String out) {
    Matcher summary = SUMMARY.matcher(out);
    if (!summary.find()) {
      return new Finding.Wrong("unittest's summary is missing at the end", "");
    }
    return summary.group(2).startsWith("OK")
        ? new Finding.Right()
        : new Finding.Wrong("unittest says " + summary.group(2), "");
  }

  /** The last word on each matter counts; one that was never tested leaves the whole untested. */
  private static Finding scoreboard(String out) {
    List<String> last = Scoreboard.last(MATTER.matcher(out));
    Optional<String> failed = last.stream().filter(m -> m.endsWith(": FAIL")).findFirst();
    if (failed.isPresent()) {
      return new Finding.Wrong("its scoreboard says " + failed.get(), String.join("\n", last));
    }
    if (last.isEmpty()) {
      return new Finding.Wrong(
          "it printed no scoreboard; seen last: " + Printable.tail(out.strip(), LAST_WORDS), "");
    }
    return last.stream()
        .filter(m -> !m.endsWith(": PASS"))
        .findFirst()
        .<Finding>map(m -> new Finding.Skipped("its scoreboard still says " + m))
        .orElseGet(Finding.Right::new);
  }

  private static List<String> lines(String text) {
    return Arrays.asList(text.split("\n", -1));
  }
}
