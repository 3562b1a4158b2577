package org.hilfarm.virtual.circuitpython;

import java.util.Arrays;
import java.util.Locale;
import org.hilfarm.virtual.board.Chip;

/** How a pretended sleep ends: as it should, or as it once did not (docs/symptoms.md). */
enum SleepHabits {
  GOOD,
  /** No key ends it. */
  DEAF,
  /** No write to the drive ends it. */
  IGNORES_WRITES,
  /** It is over as soon as it begins. */
  WAKES_AT_ONCE;

  /** What the image asks for. */
  static SleepHabits of(Chip chip) {
    String asked = chip.trait("pretend-sleep").orElse("");
    return Arrays.stream(values())
        .filter(h -> h.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(asked))
        .findFirst()
        .orElse(GOOD);
  }
}
