package org.hilfarm.drivers.reset;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.Stimulus;

/**
 * What a family's ROM says when the chip starts, and what goes with it. Filled while a table is
 * read, not changed after.
 */
final class RomCodes {
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Map<Stimulus, Set<String>> after = new EnumMap<>(Stimulus.class);

  /**
   * One code.
   *
   * @param reasons what the firmware may make of it
   * @param whose who made the chip start, in words
   */
  record Meaning(Set<ResetReason> reasons, String whose) {}

  void add(String code, Set<ResetReason> reasons, String whose) {
    meanings.put(code, new Meaning(reasons, whose));
  }

  void after(Stimulus stimulus, Set<String> codes) {
    after.put(stimulus, new TreeSet<>(codes));
  }

  /** What a code such as {@code 0x8} means; empty where the family's ROM says none. */
  Optional<Meaning> meaning(String code) {
    return Optional.ofNullable(meanings.get(code));
  }

  /** The codes that are right after a stimulus; empty where nobody wrote them down. */
  Optional<Set<String>> rightAfter(Stimulus stimulus) {
    return Optional.ofNullable(after.get(stimulus));
  }
}
