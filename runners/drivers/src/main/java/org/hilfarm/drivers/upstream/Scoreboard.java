package org.hilfarm.drivers.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * The lines of a scoreboard, as tests/circuitpython-manual prints them, the last for each matter.
 */
final class Scoreboard {
  private static final int MOST = 100;

  private Scoreboard() {}

  static List<String> last(Matcher lines) {
    Map<String, String> matters = new LinkedHashMap<>();
    while (lines.find() && matters.size() < MOST) {
      matters.put(lines.group(1), lines.group(2).equals("-") ? "UNTESTED" : lines.group(2));
    }
    return matters.entrySet().stream().map(m -> m.getKey() + ": " + m.getValue()).toList();
  }
}
