package org.hilfarm.farm.compare.judge;

import java.time.Duration;
import java.util.List;

/**
 * What one board did in one session or script.
 *
 * @param name the session's or script's
 * @param title what it is about, in words
 * @param outcome how it ended, in words; empty where there is nothing to say
 * @param boardTime how long it took in the board's own time
 * @param chapters what it said, in order
 */
public record Performance(
    String name, String title, String outcome, Duration boardTime, List<Chapter> chapters) {
  public Performance {
    chapters = List.copyOf(chapters);
  }
}
