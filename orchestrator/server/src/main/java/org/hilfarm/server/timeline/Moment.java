package org.hilfarm.server.timeline;

import java.time.Instant;

/**
 * Something that happened at a moment. Its text is visible and bounded.
 *
 * @param at rack time
 * @param exact whether that is when; else it is the best that is known
 * @param mark whether it is good, bad, or neither
 */
public record Moment(Instant at, boolean exact, Source source, String text, Mark mark) {
  /** What the farm holds of it. */
  public enum Mark {
    GOOD,
    BAD,
    NONE
  }

  static Moment plain(Instant at, Source source, String text) {
    return new Moment(at, true, source, text, Mark.NONE);
  }
}
