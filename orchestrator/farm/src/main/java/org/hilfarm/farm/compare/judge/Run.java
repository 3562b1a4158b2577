package org.hilfarm.farm.compare.judge;

import java.util.List;

/**
 * Neighbouring lines of one kind.
 *
 * @param kind which
 * @param virtual the virtual board's
 * @param emulated the emulated board's
 */
public record Run(Kind kind, List<String> virtual, List<String> emulated) {
  /** How lines are to each other. */
  public enum Kind {
    /** Byte for byte. */
    SAME,
    /** But for what varies by nature. */
    VARIES,
    /** Something else is said, or one of the two says nothing. */
    DIFFERS
  }

  public Run {
    virtual = List.copyOf(virtual);
    emulated = List.copyOf(emulated);
  }
}
