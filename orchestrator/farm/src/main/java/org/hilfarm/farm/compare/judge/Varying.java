package org.hilfarm.farm.compare.judge;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What varies by nature from run to run or from board to board. Lines are judged without it and
 * shown with it.
 */
public final class Varying {
  private static final String NUMBER = "-?[0-9]+(?:\\.[0-9]+)?(?:e[-+]?[0-9]+)?";

  /**
   * One thing that varies.
   *
   * @param what in words
   * @param where in which chapters' labels
   * @param looks what it looks like; what its two groups hold stays
   */
  public record Rule(String what, Pattern where, Pattern looks) {
    private static Rule of(String what, String where, String looks) {
      return new Rule(what, Pattern.compile(where), Pattern.compile(looks));
    }

    String without(String label, String line) {
      return where.matcher(label).find() ? looks.matcher(line).replaceAll("$1<varies>$2") : line;
    }
  }

  private static final List<Rule> RULES =
      List.of(
          Rule.of("the number of a phase (hil.py)", "", "(\"k\":\")[0-9a-f]{8}(\")"),
          Rule.of("addresses of objects", "", "( )0x[0-9a-f]{6,16}(>)"),
          Rule.of("the board's unique id", "", "()(?i:E66[0-9A-F]{13})()"),
          Rule.of("the board's place", "", "(at port )\\S+ \\(slot \\w+(\\))"),
          Rule.of(
              "measured times, and limits to the digits a board computes with",
              "",
              "(\"value\":)" + NUMBER + ",\"unit\":\"s\".*(\\})"),
          Rule.of("samples of the heap", "", "(\"is\":\"heap\",\"at\":\"[^\"]*\",)[^}]*(\\})"),
          Rule.of("how much did not fit into a full heap", "", "(allocating )[0-9]+( bytes)"),
          Rule.of(
              "measured memory, and limits that follow from it",
              "",
              "(\"value\":)" + NUMBER + ",\"unit\":\"(?:B(?:/reload)?|objects)\".*(\\})"),
          Rule.of(
              "the same as the farm saw them",
              "^what the farm saw$",
              "( = )" + NUMBER + " (?:s|B(?:/reload)?|objects)\\b.*()"),
          Rule.of("figures of the heap", "gc\\.mem_|^raw .*heap figures", "()\\b[0-9]{3,6}\\b()"),
          Rule.of(
              "readings of clocks and of the thermometer",
              "monotonic|ticks_ms|temperature|time\\.time\\(|localtime|how long",
              "()\\b[0-9]+(?:\\.[0-9]+)?\\b()"),
          Rule.of("flow control of raw paste", "", "()(?:\\\\x01)+()"));

  private Varying() {}

  /** All of it, for people. */
  public static List<Rule> rules() {
    return RULES;
  }

  /** A line without what varies. */
  static String without(String label, String line) {
    String left = line;
    for (Rule rule : RULES) {
      left = rule.without(label, left);
    }
    return left;
  }
}
