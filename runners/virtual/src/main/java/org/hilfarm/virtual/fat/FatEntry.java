package org.hilfarm.virtual.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 32 bytes of a folder's entry. */
final class FatEntry {
  static final int SIZE = 32;
  static final int FILE = 0x20;
  static final int FOLDER = 0x10;
  static final int LABEL = 0x08;
  static final int LONG_NAME = 0x0F;
  static final int DELETED = 0xE5;

  /** 2008-09-05, the date a bootrom without a clock gives its files (pico-bootrom). */
  private static final short DATE = (short) ((2008 - 1980) << 9 | 9 << 5 | 5);

  private FatEntry() {}

  static byte[] of(byte[] shortName, int attributes, int cluster, int size) {
    ByteBuffer b = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    b.put(shortName).put((byte) attributes);
    b.putShort(16, DATE).putShort(18, DATE).putShort(24, DATE);
    b.putShort(26, (short) cluster).putInt(28, size);
    return b.array();
  }

  static byte[] label(byte[] label) {
    return of(label, LABEL, 0, 0);
  }
}
