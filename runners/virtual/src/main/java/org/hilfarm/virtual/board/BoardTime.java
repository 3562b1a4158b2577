package org.hilfarm.virtual.board;

import java.time.Duration;

/**
 * A board's own time. It may run faster than the wall's; everything a virtual board measures or
 * waits for is in it. Any thread may use it.
 */
public interface BoardTime {
  /** Board nanoseconds since the rack was made; only differences mean anything. */
  long nanos();

  /** How much wall time passes while this much board time does. */
  Duration toWall(Duration boardTime);
}
