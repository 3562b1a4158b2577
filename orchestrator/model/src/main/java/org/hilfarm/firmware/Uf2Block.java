package org.hilfarm.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One 512-byte block of a UF2 file (microsoft/uf2, README.md); all numbers are little-endian.
 *
 * @param flags 0x1 not for main flash, 0x2000 family id present
 * @param address where its payload goes
 * @param number of this block, from 0
 * @param count of blocks in the file
 * @param family the family id, or the file's size where the flag for it is not set
 * @param payload up to 476 bytes, 256 as a rule
 */
public record Uf2Block(
    int flags, long address, long number, long count, int family, ByteBuffer payload) {
  public static final int SIZE = 512;
  public static final int MAX_PAYLOAD = 476;
  public static final int NOT_MAIN_FLASH = 0x1;
  public static final int HAS_FAMILY = 0x2000;

  private static final int MAGIC_0 = 0x0A324655;
  private static final int MAGIC_1 = 0x9E5D5157;
  private static final int MAGIC_END = 0x0AB16F30;

  /** Reads the block at an offset; empty where the magics say that it is none. */
  public static Optional<Uf2Block> at(byte[] bytes, int offset) {
    if (offset + SIZE > bytes.length) {
      return Optional.empty();
    }
    ByteBuffer b = ByteBuffer.wrap(bytes, offset, SIZE).slice().order(ByteOrder.LITTLE_ENDIAN);
    if (b.getInt(0) != MAGIC_0 || b.getInt(4) != MAGIC_1 || b.getInt(508) != MAGIC_END) {
      return Optional.empty();
    }
    int size = Math.clamp(Integer.toUnsignedLong(b.getInt(16)), 0, MAX_PAYLOAD);
    return Optional.of(
        new Uf2Block(
            b.getInt(8),
            Integer.toUnsignedLong(b.getInt(12)),
            Integer.toUnsignedLong(b.getInt(20)),
            Integer.toUnsignedLong(b.getInt(24)),
            b.getInt(28),
            b.slice(32, size).asReadOnlyBuffer()));
  }

  /** The family id, where the block carries one. */
  public Optional<Integer> familyId() {
    return (flags & HAS_FAMILY) != 0 ? Optional.of(family) : Optional.empty();
  }

  /** Whether it goes to main flash at all. */
  public boolean forMainFlash() {
    return (flags & NOT_MAIN_FLASH) == 0;
  }

  /** This block as the 512 bytes of a file. */
  public byte[] encode() {
    ByteBuffer b = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(MAGIC_0).putInt(MAGIC_1).putInt(flags).putInt((int) address);
    b.putInt(payload.remaining()).putInt((int) number).putInt((int) count).putInt(family);
    b.put(payload.duplicate());
    b.putInt(508, MAGIC_END);
    return b.array();
  }
}
