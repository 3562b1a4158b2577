package org.hilfarm.firmware;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line by which CircuitPython names itself: at the REPL, in boot_out.txt, and as one string
 * inside every image ({@code MICROPY_FULL_VERSION_INFO}, py/mpconfig.h).
 *
 * @param version what {@code git describe} said, such as {@code 10.2.0} or {@code
 *     7.0.0-beta.0-106-g707e355a6}; not always the version in the file's name
 * @param date the build's day as {@code YYYY-MM-DD}
 * @param machine the board's and the chip's name, such as {@code Raspberry Pi Pico with rp2040}
 */
public record Banner(String version, String date, String machine) {
  private static final Pattern LINE =
      Pattern.compile(
          "Adafruit CircuitPython ([0-9A-Za-z.+_-]{1,80}) on (\\d{4}-\\d{2}-\\d{2}); "
              + "([\\x20-\\x7e]{1,80}? with [0-9A-Za-z_-]{1,20})");

  /** The first banner in some text. */
  public static Optional<Banner> in(String text) {
    Matcher m = LINE.matcher(text);
    return m.find()
        ? Optional.of(new Banner(m.group(1), m.group(2), m.group(3)))
        : Optional.empty();
  }

  /** The first banner in a flash image (already unpacked: UF2 blocks cut strings in two). */
  public static Optional<Banner> in(byte[] flash) {
    return in(new String(flash, StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    return "Adafruit CircuitPython " + version + " on " + date + "; " + machine;
  }
}
