package org.hilfarm.model.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of the host that throws a switch: a relay board's or a socket strip's. It is started
 * without a shell; its exit value 0 says that it did. In each word but the first, a name in braces
 * stands for something of the slot: {@code {slot}}, {@code {port}}, {@code {hub}}, {@code {number}}
 * (of the port on its hub), {@code {serial}}.
 *
 * @param on the program by its whole path, then its arguments
 * @param off the same
 */
public record SwitchCommand(List<String> on, List<String> off) implements SlotSwitch {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
  private static final int WORDS = 16;
  private static final int LONGEST = 120;

  public SwitchCommand {
    on = checked("on", on);
    off = checked("off", off);
  }

  private static List<String> checked(String which, List<String> words) {
    if (words.isEmpty() || words.size() > WORDS) {
      throw new IllegalArgumentException(
          which + " must be a list of 1 to " + WORDS + " words: a program and its arguments");
    }
    String program = words.getFirst();
    if (!program.startsWith("/") || List.of(program.split("/")).contains("..")) {
      throw new IllegalArgumentException(
          which + " must begin with a program's whole path, without .., not \"" + program + "\"");
    }
    words.forEach(word -> check(which, word));
    return List.copyOf(words);
  }

  private static void check(String which, String word) {
    if (word.length() > LONGEST || word.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException(
          "a word of " + which + " is one line of " + LONGEST + " characters at most");
    }
    Matcher place = PLACE.matcher(word);
    while (place.find()) {
      if (!Names.ALL.contains(place.group(1))) {
        throw new IllegalArgumentException(
            "%s names {%s}; there are only {%s}"
                .formatted(which, place.group(1), String.join("}, {", new TreeSet<>(Names.ALL))));
      }
    }
  }

  /** The words for one state of a slot. Each stays one argument, whatever stands in it. */
  public List<String> words(boolean closed, Slot slot) {
    Map<String, String> values = Names.of(slot);
    List<String> filled = new ArrayList<>();
    for (String word : closed ? on : off) {
      filled.add(
          PLACE.matcher(word).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1)))));
    }
    return filled;
  }

  /** What may stand in braces. */
  private static final class Names {
    static final List<String> ALL = List.of("slot", "port", "hub", "number", "serial");

    static Map<String, String> of(Slot slot) {
      return Map.of(
          "slot", slot.id().value(),
          "port", slot.port().value(),
          "hub", slot.port().hub(),
          "number", Integer.toString(slot.port().portNumber()),
          "serial", slot.serial().value());
    }
  }
}
