package org.hilfarm.server.export;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;

/**
 * A pair of board type and script as an export tells it: one line of the answer, whatever was
 * tried.
 *
 * @param type on which boards
 * @param script its id, or words in brackets where it is about no script
 * @param title the sentence a pass means
 * @param kind how it ended
 * @param said why it is not a pass; empty where it is
 * @param tries in the order they were made
 */
record Case(
    BoardTypeId type, String script, String title, Kind kind, String said, List<Try> tries) {
  Case {
    tries = List.copyOf(tries);
  }

  /** How a case ended. */
  enum Kind {
    PASSED("passed"),
    /** The firmware is at fault. */
    FAILED("failed"),
    /** It should have been tested and was not: nobody may take it for green. */
    BROKEN("broken"),
    KNOWN_FAILURE("known failure"),
    NOT_APPLICABLE("not applicable"),
    NOT_COVERED("not covered"),
    CANCELLED("cancelled"),
    /** A test of upstream's, which decides nothing. */
    DECIDES_NOTHING("decides nothing");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Whether a reader must take it for red. */
    boolean red() {
      return this == FAILED || this == BROKEN;
    }
  }

  /**
   * One try on one board.
   *
   * @param attempt counts from 1
   * @param where rack and board
   * @param beside what it found out, where it counts for nothing; empty where it counts
   * @param ending how it ended
   * @param said why that is no pass
   * @param start in milliseconds
   * @param took how long
   */
  record Try(
      int attempt,
      String where,
      Optional<String> beside,
      Ending ending,
      String said,
      long start,
      Duration took) {
    boolean counts() {
      return beside.isEmpty();
    }

    String words() {
      return "attempt %d on %s%s: %s%s"
          .formatted(
              attempt,
              where,
              beside.map(b -> " (" + b + ")").orElse(""),
              ending.name().toLowerCase(Locale.ROOT),
              said.isEmpty() ? "" : ": " + said);
    }
  }

  /** How a try ended: red by the firmware, or not to be told. */
  enum Ending {
    PASSED,
    FAILED,
    BROKEN,
    SKIPPED
  }

  /** Whether it passed, and not at once. */
  boolean flaky() {
    return kind == Kind.PASSED
        && tries.stream().anyMatch(t -> t.counts() && t.ending() != Ending.PASSED);
  }

  /** The try the answer rests on: the last that counts. */
  Optional<Try> last() {
    return tries.stream().filter(Try::counts).reduce((before, now) -> now);
  }

  Duration took() {
    return last().map(Try::took).orElse(Duration.ZERO);
  }
}
