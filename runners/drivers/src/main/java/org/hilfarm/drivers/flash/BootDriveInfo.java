package org.hilfarm.drivers.flash;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bootloader's {@code INFO_UF2.TXT} (microsoft/uf2 README.md; adafruit/tinyuf2 src/ghostfat.c
 * adds "Flash Size"; lines end with CR LF or LF). It is the board's word: bounded and cleaned here.
 *
 * @param version the first line, such as {@code UF2 Bootloader v3.0}
 * @param model the {@code Model:} line; empty where there is none
 * @param boardId the {@code Board-ID:} line; empty where there is none
 * @param applicationBytes the {@code Flash Size:} line, bytes for the application; TinyUF2 only
 */
public record BootDriveInfo(
    String version, String model, String boardId, OptionalLong applicationBytes) {
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_LINE = 120;
  private static final Pattern FLASH_SIZE = Pattern.compile("0x([0-9A-Fa-f]{1,8}) bytes");
  private static final Pattern REVISION = Pattern.compile("-rev[A-Za-z0-9]{1,3}$");

  /** Reads the file's text; what is missing is empty. */
  public static BootDriveInfo parse(String text) {
    Map<String, String> values = new HashMap<>();
    String bounded = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    for (String line : bounded.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            clean(line.substring(colon + 1)));
      }
    }
    return new BootDriveInfo(
        clean(bounded.lines().findFirst().orElse("")),
        values.getOrDefault("model", ""),
        values.getOrDefault("board-id", ""),
        flashSize(Optional.ofNullable(values.get("flash size"))));
  }

  private static OptionalLong flashSize(Optional<String> value) {
    Matcher m = FLASH_SIZE.matcher(value.orElse(""));
    return m.matches() ? OptionalLong.of(Long.parseLong(m.group(1), 16)) : OptionalLong.empty();
  }

  private static String clean(String value) {
    String printable = value.replaceAll("[^\\x20-\\x7e]", "?").strip();
    return printable.substring(0, Math.min(printable.length(), LONGEST_LINE));
  }

  /** Whether it is this board; a bootloader of another age may name another revision of it. */
  public boolean isFor(String expectedBoardId) {
    return withoutRevision(boardId).equals(withoutRevision(expectedBoardId));
  }

  private static String withoutRevision(String id) {
    return REVISION.matcher(id).replaceFirst("");
  }
}
