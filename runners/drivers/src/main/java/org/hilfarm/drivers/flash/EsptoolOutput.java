package org.hilfarm.drivers.flash;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.report.FaultKind;

/**
 * What esptool's words mean (espressif/esptool 4.7 and 5.x, {@code cmds.py}, {@code loader.py}).
 */
final class EsptoolOutput {
  /** 4.x: "Writing at 0x00010000... (12 %)"; 5.x: "Writing at 0x00010000 [=> ] 12.5% 1/8 bytes". */
  private static final Pattern WRITING =
      Pattern.compile("Writing at 0x[0-9a-fA-F]+.*?(\\d{1,3})(?:\\.\\d+)? ?%.*");

  /** What 5.x sends a terminal, and some that is none: colours, and the line that is cleared. */
  private static final Pattern TERMINAL = Pattern.compile("\\x1b\\[[0-9;?]*[ -/]*[@-~]");

  private static final Pattern WRONG_SPELLING =
      Pattern.compile(
          "(?i)(no such (command|option)|invalid choice|unrecognized arguments|invalid value for)");

  private EsptoolOutput() {}

  /** The words alone, without what they say to a terminal. */
  static String plain(String output) {
    return TERMINAL.matcher(output).replaceAll("");
  }

  /** The percentage a line tells. */
  static OptionalInt percent(String line) {
    Matcher m = WRITING.matcher(plain(line).strip());
    return m.matches()
        ? OptionalInt.of(Math.min(100, Integer.parseInt(m.group(1))))
        : OptionalInt.empty();
  }

  /** Whether the ROM's own digest of the flash was the file's. */
  static boolean verified(String output) {
    return output.contains("Hash of data verified");
  }

  /** Whether this esptool does not know a word of the command line. */
  static boolean wrongSpelling(String output) {
    return WRONG_SPELLING.matcher(output).find();
  }

  /** What kind of failure it tells. */
  static FaultKind kind(String output) {
    String words = output.toLowerCase(Locale.ROOT);
    return words.contains("will not fit") || words.contains("doesn't fit in the available")
        ? FaultKind.IMAGE_TOO_LARGE
        : FaultKind.FLASH_FAILED;
  }

  /** The last line that says something. */
  static String lastLine(String output) {
    return plain(output)
        .lines()
        .filter(l -> !l.isBlank())
        .reduce((a, b) -> b)
        .orElse("nothing")
        .strip();
  }
}
