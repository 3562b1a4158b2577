package org.hilfarm.model.board;

import java.util.Locale;

/**
 * A range of flash addresses, as the image's own format counts them.
 *
 * @param start the first address
 * @param end the first address behind it
 */
public record MemoryArea(long start, long end) {
  public MemoryArea {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("empty memory area: " + text(start, end));
    }
  }

  /** Whether {@code length} bytes at {@code address} lie inside. */
  public boolean holds(long address, long length) {
    return address >= start && address + length <= end;
  }

  @Override
  public String toString() {
    return text(start, end);
  }

  private static String text(long start, long end) {
    return String.format(Locale.ROOT, "0x%08x..0x%08x", start, end);
  }
}
