package org.hilfarm.model.script;

import java.time.Duration;
import java.util.regex.Pattern;

/** Reads acts as headers spell them; what cannot be read is told with the rule it breaks. */
final class ActText {
  private static final Pattern FILE = Pattern.compile("[a-z0-9_]{1,24}\\.(py|txt|bin)");
  private static final Pattern LINE = Pattern.compile("[ -~]{1,120}");

  /** A board's drive is small, and so is what a script may put there. */
  private static final int LARGEST_FILE = 256 * 1024;

  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_CYCLES = 100;
  private static final int LONGEST_REST_S = 600;

  private ActText() {}

  static Act read(String text) {
    int cut = text.indexOf(' ');
    String rest = cut < 0 ? "" : text.substring(cut + 1).strip();
    return switch (cut < 0 ? text : text.substring(0, cut)) {
      case "ready" -> new Act.Ready();
      case "type" -> new Act.Type(line(rest));
      case "key" -> new Act.Key(key(rest));
      case "save" -> save(rest.split(" +"));
      case "remove" -> new Act.Remove(file(rest));
      case "rest" -> new Act.Rest(time(rest));
      case "power-cycle" -> new Act.PowerCycle(number(rest, 1, MOST_CYCLES));
      case "echo" -> new Act.Echo(number(rest, 1, MOST_BYTES));
      case "see" -> new Act.See(line(rest));
      case "pin" -> pin(rest);
      case "press-reset" -> new Act.PressReset();
      default ->
          throw refused(
              "one of ready, type, key, save, remove, rest, power-cycle, echo, see, pin,"
                  + " press-reset",
              text);
    };
  }

  private static Act save(String[] words) {
    boolean twice = words.length == 3 && words[2].equals("twice");
    if (words.length != 2 && !twice) {
      throw refused("save FILE BYTES, or save FILE BYTES twice", "save " + String.join(" ", words));
    }
    return new Act.Save(file(words[0]), number(words[1], 1, LARGEST_FILE), twice ? 2 : 1);
  }

  private static Act pin(String level) {
    if (!level.equals("high") && !level.equals("low")) {
      throw refused("pin high, or pin low", "pin " + level);
    }
    return new Act.Pin(level.equals("high"));
  }

  private static char key(String text) {
    return switch (text) {
      case "ctrl-c" -> 3;
      case "ctrl-d" -> 4;
      default -> {
        if (text.length() != 1 || !LINE.matcher(text).matches()) {
          throw refused("key ctrl-c, key ctrl-d or key and one character", "key " + text);
        }
        yield text.charAt(0);
      }
    };
  }

  private static String file(String text) {
    if (!FILE.matcher(text).matches()) {
      throw refused("a file name such as big.bin, or one that ends in .py or .txt", text);
    }
    return text;
  }

  private static String line(String text) {
    if (!LINE.matcher(text).matches()) {
      throw refused("followed by 1 to 120 characters of ASCII", text);
    }
    return text;
  }

  private static Duration time(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3})?") || Double.parseDouble(text) > LONGEST_REST_S) {
      throw refused("followed by seconds, " + LONGEST_REST_S + " at most", "rest " + text);
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
  }

  private static int number(String text, int least, int most) {
    if (text.matches("\\d{1,7}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw refused("a number from " + least + " to " + most, text);
  }

  private static IllegalArgumentException refused(String rule, String text) {
    return new IllegalArgumentException("must be " + rule + ", not \"" + text + "\"");
  }
}
