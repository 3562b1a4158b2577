package org.hilfarm.server.source;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hilfarm.model.board.BoardTypeId;

/**
 * What there was to fetch.
 *
 * @param runs from which run each board type's firmware is
 * @param expired board types of whose firmware GitHub has only the name left
 * @param missing board types that no run has firmware for
 * @param others how many artifacts are called as no board type of this farm
 */
public record RunFirmware(
    Map<BoardTypeId, Long> runs, Set<BoardTypeId> expired, Set<BoardTypeId> missing, int others) {
  public RunFirmware {
    runs = Map.copyOf(runs);
    expired = Set.copyOf(expired);
    missing = Set.copyOf(missing);
  }

  /** Board types whose firmware is not the newest run's, and which run's it is. */
  public Map<BoardTypeId, Long> carriedFrom(long newest) {
    Map<BoardTypeId, Long> carried = new TreeMap<>(runs);
    carried.values().removeIf(run -> run == newest);
    return carried;
  }
}
