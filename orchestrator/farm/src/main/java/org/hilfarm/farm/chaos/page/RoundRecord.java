package org.hilfarm.farm.chaos.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hilfarm.farm.chaos.strike.Struck;
import org.hilfarm.server.postgres.Inquiry;

/**
 * What a round came to; one line of JSON in the file that {@code --resume} keeps.
 *
 * @param seed the campaign's
 * @param round its number, from 1
 * @param options how it was played, as the command takes them
 * @param seconds how long it took, with setting up
 * @param strikes how many struck, by kind
 * @param missed strikes that found nothing to strike
 * @param figures what happened, in numbers
 * @param broken the promises that were broken; none in a clean round
 * @param folder where its data is kept, if it is
 */
public record RoundRecord(
    long seed,
    int round,
    String options,
    double seconds,
    SortedMap<String, Integer> strikes,
    List<Struck> missed,
    SortedMap<String, Long> figures,
    List<Inquiry.Broken> broken,
    Optional<String> folder) {
  public RoundRecord {
    missed = List.copyOf(missed);
    broken = List.copyOf(broken);
  }

  /** What struck, counted. */
  public static SortedMap<String, Integer> counted(List<Struck> all) {
    SortedMap<String, Integer> counted = new TreeMap<>();
    all.stream().filter(Struck::hit).forEach(s -> counted.merge(s.kind(), 1, Integer::sum));
    return counted;
  }

  /** Both, in one map. */
  public static SortedMap<String, Long> together(Map<String, Long> one, Map<String, Long> other) {
    SortedMap<String, Long> all = new TreeMap<>(one);
    all.putAll(other);
    return all;
  }

  /** Whether every promise was kept. */
  public boolean clean() {
    return broken.isEmpty();
  }
}
