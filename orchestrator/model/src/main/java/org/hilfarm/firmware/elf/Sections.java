package org.hilfarm.firmware.elf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.firmware.MalformedImageException;

/**
 * The named sections of a little-endian ELF file, 32 or 64 bits (System V ABI, Object Files). What
 * lies outside the file is refused, what is compressed or has no bytes is left out. Immutable.
 *
 * @param wide whether it is a 64-bit one
 * @param machine {@code e_machine}
 * @param byName the bytes of each section, in the order of the file
 */
record Sections(boolean wide, int machine, Map<String, ByteBuffer> byName) {
  private static final int MAGIC = 0x464c457f;
  private static final int LITTLE = 1;
  private static final int NO_BITS = 8;
  private static final long COMPRESSED = 0x800;

  /** More than any firmware has. */
  private static final int MOST = 5_000;

  private static final int LONGEST_NAME = 100;

  static Sections of(byte[] file) throws MalformedImageException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.getInt(0) != MAGIC
          || bytes.get(5) != LITTLE
          || bytes.get(4) < 1
          || bytes.get(4) > 2) {
        throw new MalformedImageException("it is no little-endian ELF file");
      }
      return new Reading(bytes, bytes.get(4) == 2).sections();
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw new MalformedImageException("its ELF headers point outside the file", e);
    }
  }

  /** A section's bytes, from its beginning. */
  Optional<ByteBuffer> section(String name) {
    return Optional.ofNullable(byName.get(name))
        .map(b -> b.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind());
  }

  /** A text of a string table, cut where it is too long. */
  static String text(ByteBuffer table, long at) {
    StringBuilder text = new StringBuilder();
    for (long i = at; i >= 0 && i < table.limit() && text.length() < LONGEST_NAME; i++) {
      int c = table.get((int) i) & 0xff;
      if (c == 0) {
        break;
      }
      text.append(c > 0x20 && c < 0x7f ? (char) c : '?');
    }
    return text.toString();
  }

  /** Where the numbers of the headers are. */
  private record Reading(ByteBuffer file, boolean wide) {
    Sections sections() throws MalformedImageException {
      int table = size(wide ? 40 : 32);
      int each = file.getShort(wide ? 58 : 46) & 0xffff;
      int count = file.getShort(wide ? 60 : 48) & 0xffff;
      int names = file.getShort(wide ? 62 : 50) & 0xffff;
      if (count == 0 || count > MOST || each < (wide ? 64 : 40)) {
        throw new MalformedImageException("its ELF file has no sections that can be read");
      }
      ByteBuffer texts = bytes(table + names * each);
      Map<String, ByteBuffer> found = new LinkedHashMap<>();
      for (int i = 1; i < count; i++) {
        int at = Math.addExact(table, i * each);
        if (file.getInt(at + 4) != NO_BITS && (flags(at) & COMPRESSED) == 0) {
          found.putIfAbsent(text(texts, file.getInt(at) & 0xffffffffL), bytes(at));
        }
      }
      return new Sections(wide, file.getShort(18) & 0xffff, Map.copyOf(found));
    }

    private ByteBuffer bytes(int header) throws MalformedImageException {
      int from = size(header + (wide ? 24 : 16));
      int length = size(header + (wide ? 32 : 20));
      return file.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long flags(int header) {
      return wide ? file.getLong(header + 8) : file.getInt(header + 8);
    }

    private int size(int at) throws MalformedImageException {
      long value = wide ? file.getLong(at) : file.getInt(at) & 0xffffffffL;
      if (value < 0 || value > file.limit()) {
        throw new MalformedImageException("its ELF headers point outside the file");
      }
      return (int) value;
    }
  }

  /** A text as bytes that end with a zero. */
  static byte[] zeroEnded(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
