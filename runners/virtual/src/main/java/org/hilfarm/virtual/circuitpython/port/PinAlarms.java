package org.hilfarm.virtual.circuitpython.port;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hilfarm.virtual.board.Chip;

/**
 * The levels at which pins end a sleep ({@code alarm.pin.PinAlarm}).
 *
 * @param levels by pin
 */
public record PinAlarms(Map<Integer, Boolean> levels) {
  /** No pin ends it. */
  public static final PinAlarms NONE = new PinAlarms(Map.of());

  public PinAlarms {
    levels = Map.copyOf(levels);
  }

  /** As the module alarm writes them: {@code 10=1 11=0}. */
  static PinAlarms of(String text) {
    Map<Integer, Boolean> levels = new TreeMap<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
      int cut = word.indexOf('=');
      levels.put(Integer.parseInt(word.substring(0, cut)), word.substring(cut + 1).equals("1"));
    }
    return new PinAlarms(levels);
  }

  /** The levels a firmware looks for; one with a symptom for none. */
  public Map<Integer, Boolean> seen(Chip chip) {
    return chip.trait("pin-alarm").filter("deaf"::equals).isPresent() ? Map.of() : levels;
  }

  /** The pin that is at its level, in the same words. */
  public Optional<String> fired(Chip chip) {
    return seen(chip).entrySet().stream()
        .filter(e -> chip.level(e.getKey()).filter(e.getValue()::equals).isPresent())
        .findFirst()
        .map(e -> e.getKey() + "=" + (e.getValue() ? "1" : "0"));
  }
}
