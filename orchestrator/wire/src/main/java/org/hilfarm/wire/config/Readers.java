package org.hilfarm.wire.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a config's text may mean; each throws IllegalArgumentException with the rule's words. */
final class Readers {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,15}");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,12}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,3})?");

  private Readers() {}

  /** Text that is shown to people and compared to what devices say: one short line. */
  static String line(String text) {
    if (text.isBlank()
        || text.length() > 120
        || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException(
          "must be one line of 1 to 120 characters, not " + quoted(text));
    }
    return text;
  }

  /** A whole number, decimal or as {@code 0x...}. */
  static long whole(String text) {
    if (WHOLE.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    if (HEX.matcher(text).matches()) {
      return Long.parseLong(text.substring(2), 16);
    }
    throw new IllegalArgumentException(
        "must be a whole number, such as 118 or 0x76, not " + quoted(text));
  }

  /** A whole number of one byte. */
  static int octet(String text) {
    long value = whole(text);
    if (value > 0xFF) {
      throw new IllegalArgumentException("must be 0 to 255 (0x00 to 0xff), not " + text);
    }
    return (int) value;
  }

  /** A speed of a serial line. */
  static int baud(String text) {
    long value = whole(text);
    if (value < 300 || value > 3_000_000) {
      throw new IllegalArgumentException("must be 300 to 3000000 baud, not " + text);
    }
    return (int) value;
  }

  /** A voltage a power meter can give. */
  static int millivolts(String text) {
    long value = whole(text);
    if (value < 800 || value > 5000) {
      throw new IllegalArgumentException("must be 800 to 5000 millivolts, not " + text);
    }
    return (int) value;
  }

  /** Seconds, with three decimals at most; an hour at most. */
  static Duration seconds(String text) {
    if (SECONDS.matcher(text).matches()) {
      Duration time = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
      if (time.compareTo(Duration.ofHours(1)) <= 0) {
        return time;
      }
    }
    throw new IllegalArgumentException(
        "must be a number of seconds, 3600 at most, not " + quoted(text));
  }

  /** Hours, with three decimals at most; more than none, and a day at most. */
  static Duration hours(String text) {
    if (SECONDS.matcher(text).matches()) {
      Duration time = Duration.ofMillis(Math.round(Double.parseDouble(text) * 3_600_000));
      if (time.isPositive() && time.compareTo(Duration.ofHours(24)) <= 0) {
        return time;
      }
    }
    throw new IllegalArgumentException(
        "must be a number of hours, more than 0 and at most 24, not " + quoted(text));
  }

  static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, not " + quoted(text));
    };
  }

  /** One of an enum's names, spelled as the function spells them. */
  static <E extends Enum<E>> Function<String, E> oneOf(
      Class<E> type, Function<E, String> spelling) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(e -> spelling.apply(e).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                .map(spelling)
                                .collect(Collectors.joining(", "))
                            + ", not "
                            + quoted(text)));
  }

  /** An enum's name as configs spell it: {@code nrf-uf2} for {@code NRF_UF2}. */
  static String dashed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String quoted(String text) {
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "\"";
  }
}
