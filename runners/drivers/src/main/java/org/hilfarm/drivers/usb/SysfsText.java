package org.hilfarm.drivers.usb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a sysfs attribute. A device chooses its strings itself, so they are cut at the
 * longest a USB string descriptor can be and rid of control and direction characters.
 */
final class SysfsText {
  /** A string descriptor is 255 bytes at most: 126 UTF-16 units (USB 2.0, 9.6.7). */
  static final int MAX_CHARS = 126;

  private static final int MAX_BYTES = 4 * MAX_CHARS;

  private SysfsText() {}

  /** Reads an attribute; empty where it is not there, or no longer. */
  static Optional<String> read(Path attribute) {
    try (InputStream in = Files.newInputStream(attribute)) {
      return Optional.of(clean(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** The text without its line end, and without what could fool a terminal or a reader. */
  static String clean(String text) {
    StringBuilder out = new StringBuilder();
    text.strip()
        .codePoints()
        .filter(SysfsText::harmless)
        .limit(MAX_CHARS)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
