package org.hilfarm.model.script;

/**
 * What a test of upstream's is judged by: it knows nothing of this farm and only prints.
 *
 * @param form how its output is read
 * @param text what the form needs, one character a byte
 */
public record Expectation(Form form, String text) {
  /** The longest expected output; upstream's longest has some 400 KiB. */
  public static final int LONGEST = 1 << 20;

  /** How the output of a test is read; tests/run-tests.py of MicroPython knows all but the last. */
  public enum Form {
    /** It must be the text, byte for byte but for line ends. */
    OUTPUT,
    /** Its lines must fit the text's: patterns, and {@code ########} for any number of lines. */
    PATTERNS,
    /** It must end with unittest's summary, and that with OK. */
    UNITTEST,
    /** It runs as code.py over its own resets, and every line of its scoreboard must say PASS. */
    SCOREBOARD,
    /** It is not run; the text says why. */
    NOT_RUN
  }

  public Expectation {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%d bytes of expected output; at most %d".formatted(text.length(), LONGEST));
    }
  }
}
