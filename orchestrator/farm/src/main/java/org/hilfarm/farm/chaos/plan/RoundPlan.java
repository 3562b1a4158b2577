package org.hilfarm.farm.chaos.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A round: what is handed in and what is done to the farm meanwhile.
 *
 * @param seed the campaign's
 * @param round its number, from 1
 * @param duringMillis how long the farm is struck
 * @param handed builds in the order in which they are handed in
 * @param strikes in the order in which they begin
 */
public record RoundPlan(
    long seed, int round, long duringMillis, List<Handed> handed, List<Strike> strikes) {
  public RoundPlan {
    handed = List.copyOf(handed);
    strikes = List.copyOf(strikes);
  }

  /** How many strikes there are of each kind. */
  public SortedMap<String, Integer> kinds() {
    SortedMap<String, Integer> kinds = new TreeMap<>();
    strikes.forEach(s -> kinds.merge(s.kind().name(), 1, Integer::sum));
    return kinds;
  }

  /** Boards, as {@code rack/serial}, that are made to look like bad firmware at times. */
  public List<String> suspects() {
    return strikes.stream()
        .filter(s -> s.kind() == StrikeKind.BOARD_FAULT)
        .map(Strike::target)
        .distinct()
        .sorted()
        .toList();
  }
}
