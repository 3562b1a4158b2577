package org.hilfarm.virtual.board;

import java.time.Duration;
import java.util.Map;

/**
 * What ends a deep sleep, whichever comes first.
 *
 * @param passed board time
 * @param levels a pin that is at its level, by the pin's number; a level that is there already ends
 *     the sleep at once
 */
public record SleepUntil(Duration passed, Map<Integer, Boolean> levels) {
  public SleepUntil {
    levels = Map.copyOf(levels);
  }

  /** Whether a pin at this level ends it. */
  public boolean endsAt(int pin, boolean level) {
    return levels.containsKey(pin) && levels.get(pin) == level;
  }
}
