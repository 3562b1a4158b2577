package org.hilfarm.firmware.elf;

import java.nio.ByteBuffer;

/** Numbers and texts as DWARF writes them; reads on from where it is. One thread. */
final class Dwarf {
  private final ByteBuffer bytes;
  private boolean wide;

  Dwarf(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  int at() {
    return bytes.position();
  }

  void to(long position) {
    bytes.position(Math.toIntExact(position));
  }

  boolean left() {
    return bytes.hasRemaining();
  }

  int u1() {
    return bytes.get() & 0xff;
  }

  int s1() {
    return bytes.get();
  }

  int u2() {
    return bytes.getShort() & 0xffff;
  }

  /** A unit's length, which also says how wide its offsets are. */
  long length() {
    long length = bytes.getInt() & 0xffffffffL;
    wide = length == 0xffffffffL;
    return wide ? bytes.getLong() : length;
  }

  long offset() {
    return number(wide ? 8 : 4);
  }

  long number(int size) {
    return switch (size) {
      case 1 -> u1();
      case 2 -> u2();
      case 4 -> bytes.getInt() & 0xffffffffL;
      case 8 -> bytes.getLong();
      default -> throw new IllegalArgumentException("no number has " + size + " bytes");
    };
  }

  long uleb() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int part = u1();
      value |= (long) (part & 0x7f) << shift;
      if ((part & 0x80) == 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without end");
  }

  long sleb() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int part = u1();
      value |= (long) (part & 0x7f) << shift;
      if ((part & 0x80) == 0) {
        int used = shift + 7;
        return used < 64 && (part & 0x40) != 0 ? value | -1L << used : value;
      }
    }
    throw new IllegalArgumentException("a number without end");
  }

  String text() {
    int from = bytes.position();
    while (bytes.get() != 0) {
      // to its end
    }
    return Sections.text(bytes, from);
  }

  void skip(long count) {
    to(bytes.position() + count);
  }
}
