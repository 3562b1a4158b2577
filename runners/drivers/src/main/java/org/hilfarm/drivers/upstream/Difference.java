package org.hilfarm.drivers.upstream;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.drivers.console.Printable;

/**
 * Where two texts differ first.
 *
 * @param line the first line that differs, from 1
 * @param expected what should have come, from there
 * @param printed what came, from there
 */
record Difference(int line, List<String> expected, List<String> printed) {
  private static final int SHOWN = 4;
  private static final int LONGEST_LINE = 160;

  /** Of two texts that differ. */
  static Difference of(List<String> expected, List<String> printed) {
    int same = 0;
    while (same < expected.size()
        && same < printed.size()
        && expected.get(same).equals(printed.get(same))) {
      same++;
    }
    return new Difference(same + 1, from(expected, same), from(printed, same));
  }

  private static List<String> from(List<String> lines, int first) {
    return lines.subList(Math.min(first, lines.size()), lines.size());
  }

  /** In one sentence. */
  String sentence() {
    return "line %d is %s where %s is expected".formatted(line, first(printed), first(expected));
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "missing" : "\"" + shown(lines.getFirst()) + "\"";
  }

  /** A few lines. */
  String lines() {
    List<String> out = new ArrayList<>();
    out.add("@ line " + line);
    add("-", expected, out);
    add("+", printed, out);
    return String.join("\n", out);
  }

  private static void add(String mark, List<String> lines, List<String> out) {
    lines.stream().limit(SHOWN).forEach(l -> out.add(mark + shown(l)));
    if (lines.size() > SHOWN) {
      out.add(mark + "(" + (lines.size() - SHOWN) + " more)");
    }
  }

  private static String shown(String line) {
    String plain = Printable.of(line);
    return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE) + "...";
  }
}
