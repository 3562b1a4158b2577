package org.hilfarm.virtual.circuitpython.vm;

import java.util.Locale;

/**
 * Something for the interpreter to run.
 *
 * @param kind how it is taken
 * @param name what tracebacks call it
 * @param source its source, a character a byte; nothing for a file on the drive
 */
public record Job(Kind kind, String name, String source) {
  /** How a source is taken. */
  public enum Kind {
    /** A line at the friendly prompt: the value of an expression is shown. */
    SINGLE,
    /** A whole text. */
    EXEC,
    /** A file on the drive, by its name. */
    FILE,
    /** Only looked at: can it be parsed so far. */
    CHECK,
    /** The beginning of a line, of which the last name is to be completed. */
    COMPLETE
  }

  /** A text run as {@code <stdin>}. */
  public static Job text(Kind kind, String source) {
    return new Job(kind, "<stdin>", source);
  }

  /** A file of the drive's root. */
  public static Job file(String name) {
    return new Job(Kind.FILE, name, "");
  }

  String head(int number) {
    return number + " " + kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
