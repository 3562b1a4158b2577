package org.hilfarm.drivers.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Something that was said on a console.
 *
 * @param time when its first byte came, rack time
 * @param direction who said it
 * @param bytes exactly what, as ISO 8859-1 text: one character a byte
 */
public record TranscriptEntry(Instant time, Direction direction, String bytes) {
  /** Who speaks. */
  public enum Direction {
    /** The farm. */
    HOST,
    /** The board. */
    BOARD,
    /** Nobody: the farm notes that something happened. */
    EVENT
  }

  /** The bytes themselves. */
  public byte[] toBytes() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }
}
