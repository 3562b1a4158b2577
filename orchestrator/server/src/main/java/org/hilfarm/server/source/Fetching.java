package org.hilfarm.server.source;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.time.Deadline;

/**
 * One build that is being fetched.
 *
 * @param arrival takes what comes
 * @param types the board types that are wanted
 * @param day the fire's, in the schedule's zone
 * @param folder for files while they are looked at
 * @param count of files there so far
 * @param deadline for all of it
 */
record Fetching(
    Arrival arrival,
    Map<BoardTypeId, BoardType> types,
    LocalDate day,
    Path folder,
    AtomicInteger count,
    Deadline deadline) {
  /** All of one build's files together. */
  static final long MOST_BYTES = 512L << 20;

  Fetching {
    types = new TreeMap<>(types);
  }

  /** A file under a name of our own. */
  Path file() {
    return folder.resolve(Integer.toString(count.getAndIncrement()));
  }
}
