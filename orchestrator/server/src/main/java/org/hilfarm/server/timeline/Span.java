package org.hilfarm.server.timeline;

import java.time.Instant;

/** From one moment up to, and without, another. */
record Span(Instant from, Instant to) {
  boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
