package org.hilfarm.farm.compare.upstream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of upstream tests, compared.
 *
 * @param firmware what the board said it runs
 * @param interpreter what the interpreter said it is
 * @param pairs in the order of their paths
 * @param causes the listed ones
 */
public record Compared(String firmware, String interpreter, List<Pair> pairs, Causes causes) {
  public Compared {
    pairs = List.copyOf(pairs);
  }

  /** Those that differ and fit no cause. */
  public List<Pair> unlisted() {
    return differing().stream().filter(p -> causes.of(p).isEmpty()).toList();
  }

  /** Those that differ. */
  public List<Pair> differing() {
    return pairs.stream().filter(p -> !p.same()).toList();
  }

  /** Those that differ by each cause that was seen, in the causes' order. */
  public Map<Causes.Cause, List<Pair>> byCause() {
    Map<Causes.Cause, List<Pair>> found = new LinkedHashMap<>();
    for (Causes.Cause cause : causes.all()) {
      List<Pair> fitting =
          differing().stream().filter(p -> causes.of(p).equals(Optional.of(cause))).toList();
      if (!fitting.isEmpty()) {
        found.put(cause, fitting);
      }
    }
    return found;
  }

  /** By the folder they lie in. */
  public Map<String, List<Pair>> byFolder() {
    Map<String, List<Pair>> folders = new LinkedHashMap<>();
    pairs.forEach(p -> folders.computeIfAbsent(p.folder(), f -> new ArrayList<>()).add(p));
    return folders;
  }
}
