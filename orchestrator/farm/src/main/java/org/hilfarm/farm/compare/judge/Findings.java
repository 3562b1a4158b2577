package org.hilfarm.farm.compare.judge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything that was compared.
 *
 * @param items sessions and scripts, in order
 * @param listed the list they were held against
 */
public record Findings(List<Judged> items, KnownDifferences listed) {
  public Findings {
    items = List.copyOf(items);
  }

  /** Lays what the two boards did side by side; both did the same things in the same order. */
  public static Findings of(
      List<Performance> virtual, List<Performance> emulated, KnownDifferences known) {
    List<Judged> items = new ArrayList<>();
    for (int i = 0; i < Math.min(virtual.size(), emulated.size()); i++) {
      items.add(Judged.of(virtual.get(i), emulated.get(i), known));
    }
    return new Findings(items, known);
  }

  /** Differences nobody has looked at. */
  public List<Difference> unlisted() {
    return items.stream().flatMap(i -> i.unlisted().stream()).toList();
  }

  /** Where an entry of the list was seen. */
  public List<Difference> seen(Known entry) {
    return items.stream()
        .flatMap(i -> i.differences().stream())
        .filter(d -> d.known().equals(Optional.of(entry)))
        .toList();
  }

  /** Entries that did not show although what they are about was run. */
  public List<Known> notSeen() {
    Set<Known> left = new LinkedHashSet<>(listed.all());
    left.removeIf(entry -> !seen(entry).isEmpty() || !wasTried(entry.where()));
    return List.copyOf(left);
  }

  private boolean wasTried(Pattern where) {
    return items.stream()
        .flatMap(i -> i.passages().stream().map(p -> i.name() + ": " + p.label()))
        .anyMatch(place -> where.matcher(place).matches());
  }
}
