package org.hilfarm.model.schedule;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.script.SuiteId;

/**
 * Which build is tested, with what, and when.
 *
 * @param id its name
 * @param cron when, by the clocks of the zone
 * @param zone whose clocks
 * @param suite what to run
 * @param boards the only board types to test; none: all
 * @param rack the only rack whose boards may be used; empty: any
 * @param source where the build comes from; without one it can only be paused
 * @param paused whether it is when it is first seen, and when this changes
 */
public record Schedule(
    ScheduleId id,
    Cron cron,
    ZoneId zone,
    SuiteId suite,
    Set<BoardTypeId> boards,
    Optional<RackId> rack,
    Optional<BuildSource> source,
    boolean paused) {
  public Schedule {
    boards = Collections.unmodifiableSet(new TreeSet<>(boards));
    if (source.isEmpty() && !paused) {
      throw new IllegalArgumentException(
          "a schedule without a source has no build to test: name a source, or say paused: true");
    }
  }
}
