package org.hilfarm.firmware;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line by which a firmware names itself at the REPL. CircuitPython also keeps it in
 * boot_out.txt, and as one string inside every image ({@code MICROPY_FULL_VERSION_INFO},
 * py/mpconfig.h). MicroPython's images hold it in one piece or, since 1.19, in two ({@code
 * MICROPY_BANNER_NAME_AND_VERSION}, which also ends sys.version, and "; " {@code
 * MICROPY_BANNER_MACHINE}; py/mpconfig.h, shared/runtime/pyexec.c).
 *
 * @param version what {@code git describe} said, such as {@code 10.2.0}, {@code
 *     7.0.0-beta.0-106-g707e355a6} or MicroPython's {@code v1.19.1}; not always the version in the
 *     file's name
 * @param date the build's day as {@code YYYY-MM-DD}
 * @param machine the board's and the chip's name, such as {@code Raspberry Pi Pico with rp2040}
 * @param firmware whose banner it is
 */
public record Banner(String version, String date, String machine, Firmware firmware) {
  private static final String VERSION = "([0-9A-Za-z.+_-]{1,80}) on (\\d{4}-\\d{2}-\\d{2})";
  private static final String MACHINE = "; ([\\x20-\\x7e]{1,80}? with [0-9A-Za-z_-]{1,20})";

  /** The two pieces, each the end of a string in the image. */
  private static final Pattern VERSION_PIECE = Pattern.compile("MicroPython " + VERSION + "\0");

  private static final Pattern MACHINE_PIECE = Pattern.compile("\0" + MACHINE + "(?:\r\n)?\0");

  /** A banner of CircuitPython. */
  public Banner(String version, String date, String machine) {
    this(version, date, machine, Firmware.CIRCUITPYTHON);
  }

  /** The first banner in some text. */
  public static Optional<Banner> in(String text) {
    return Arrays.stream(Firmware.values()).flatMap(f -> in(text, f).stream()).findFirst();
  }

  private static Optional<Banner> in(String text, Firmware firmware) {
    Matcher m = Pattern.compile(firmware.bannerTitle() + " " + VERSION + MACHINE).matcher(text);
    return m.find()
        ? Optional.of(new Banner(m.group(1), m.group(2), m.group(3), firmware))
        : Optional.empty();
  }

  /** The banner in a flash image (already unpacked: UF2 blocks cut strings in two). */
  public static Optional<Banner> in(byte[] flash) {
    String text = new String(flash, StandardCharsets.ISO_8859_1);
    return in(text).or(() -> inPieces(text));
  }

  private static Optional<Banner> inPieces(String text) {
    Matcher version = VERSION_PIECE.matcher(text);
    Matcher machine = MACHINE_PIECE.matcher(text);
    return version.find() && machine.find()
        ? Optional.of(
            new Banner(version.group(1), version.group(2), machine.group(1), Firmware.MICROPYTHON))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return firmware.bannerTitle() + " " + version + " on " + date + "; " + machine;
  }
}
