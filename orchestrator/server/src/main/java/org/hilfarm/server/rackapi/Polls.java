package org.hilfarm.server.rackapi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.web.RefusedException;

/** How many questions for work of one rack wait here at once; any thread may use it. */
final class Polls {
  /** An agent asks at most once for each board, and a rack's host has at most some hundred. */
  private static final int OF_A_RACK = 512;

  private final Map<RackId, Integer> waiting = new ConcurrentHashMap<>();

  /** Throws 429 where there are too many; whoever gets through must leave again. */
  void enter(RackId rack) {
    waiting.compute(
        rack,
        (r, count) -> {
          int before = count == null ? 0 : count;
          if (before >= OF_A_RACK) {
            throw new RefusedException(
                429,
                "%d questions for work of rack %s wait already: an agent asks once for each free board"
                    .formatted(before, rack));
          }
          return before + 1;
        });
  }

  void leave(RackId rack) {
    waiting.computeIfPresent(rack, (r, count) -> count <= 1 ? null : count - 1);
  }
}
