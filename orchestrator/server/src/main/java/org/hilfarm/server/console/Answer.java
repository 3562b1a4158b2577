package org.hilfarm.server.console;

/**
 * What a person is told who wants something of a board.
 *
 * @param <T> what comes of it
 */
public sealed interface Answer<T> {
  /** It was done. */
  record Done<T>(T value) implements Answer<T> {}

  /** It was not, and the text says why and what to do. */
  record Denied<T>(Why why, String text) implements Answer<T> {}

  /** Kinds of refusals. */
  enum Why {
    /** There is no such board. */
    UNKNOWN,
    /** The secret is not this board's reservation's. */
    FOREIGN,
    /** Somebody else has the board, or the reservation is over. */
    TAKEN,
    /** More is wanted than the board can take. */
    TOO_FAST,
    /** It is not for this board. */
    UNSUITABLE
  }

  static <T> Answer<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Answer<T> denied(Why why, String text) {
    return new Denied<>(why, text);
  }
}
