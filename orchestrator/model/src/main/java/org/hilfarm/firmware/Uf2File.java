package org.hilfarm.firmware;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A whole and well-formed UF2 file for one family.
 *
 * @param family the family id all its blocks carry
 * @param blocks in the file's order
 */
public record Uf2File(int family, List<Uf2Block> blocks) {
  /** The largest flash any board of the farm has; a larger image is none. */
  private static final long MAX_SPAN = 64L << 20;

  public Uf2File {
    blocks = List.copyOf(blocks);
  }

  /** Reads a file; every block must be one, numbered in order, of one family, for main flash. */
  public static Uf2File parse(byte[] bytes) throws MalformedImageException {
    if (bytes.length == 0) {
      throw new MalformedImageException("the file is empty");
    }
    if (bytes.length % Uf2Block.SIZE != 0) {
      throw new MalformedImageException(
          "its size, %d bytes, is no multiple of a UF2 block's 512: it is cut short"
              .formatted(bytes.length));
    }
    List<Uf2Block> blocks = new ArrayList<>(bytes.length / Uf2Block.SIZE);
    for (int offset = 0; offset < bytes.length; offset += Uf2Block.SIZE) {
      blocks.add(block(bytes, offset));
    }
    int family = blocks.getFirst().family();
    for (int i = 0; i < blocks.size(); i++) {
      check(blocks.get(i), i, blocks.size(), family);
    }
    return new Uf2File(family, blocks);
  }

  private static Uf2Block block(byte[] bytes, int offset) throws MalformedImageException {
    return Uf2Block.at(bytes, offset)
        .orElseThrow(
            () ->
                new MalformedImageException(
                    "block %d has not the magic numbers of a UF2 block"
                        .formatted(offset / Uf2Block.SIZE)));
  }

  private static void check(Uf2Block b, int index, int total, int family)
      throws MalformedImageException {
    if (b.number() != index || b.count() != total) {
      throw new MalformedImageException(
          "block %d says it is number %d of %d, but the file holds %d: it is cut short or shuffled"
              .formatted(index, b.number(), b.count(), total));
    }
    if (b.familyId().isEmpty() || b.family() != family) {
      throw new MalformedImageException(
          "block %d carries no family id, or another one than the first block".formatted(index));
    }
    if (!b.forMainFlash() || b.payload().remaining() == 0) {
      throw new MalformedImageException("block %d is not for main flash".formatted(index));
    }
  }

  /** The lowest address it writes. */
  public long start() {
    return blocks.stream().mapToLong(Uf2Block::address).min().orElseThrow();
  }

  /** The first address behind the highest it writes. */
  public long end() {
    return blocks.stream()
        .mapToLong(b -> b.address() + b.payload().remaining())
        .max()
        .orElseThrow();
  }

  /**
   * The flash from {@link #start} to {@link #end} once it is written; gaps read as erased, 0xFF.
   */
  public byte[] flash() throws MalformedImageException {
    long start = start();
    long span = end() - start;
    if (span > MAX_SPAN) {
      throw new MalformedImageException(
          String.format(
              Locale.ROOT, "its addresses span 0x%x..0x%x, more than any board has", start, end()));
    }
    byte[] flash = new byte[(int) span];
    Arrays.fill(flash, (byte) 0xFF);
    for (Uf2Block b : blocks) {
      ByteBuffer payload = b.payload().duplicate();
      payload.get(flash, (int) (b.address() - start), payload.remaining());
    }
    return flash;
  }

  /** Packs flash contents into a file of 256-byte blocks. */
  public static Uf2File of(int family, long address, byte[] flash) {
    int count = (flash.length + 255) / 256;
    List<Uf2Block> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] payload = Arrays.copyOfRange(flash, i * 256, (i + 1) * 256);
      blocks.add(
          new Uf2Block(
              Uf2Block.HAS_FAMILY, address + i * 256L, i, count, family, ByteBuffer.wrap(payload)));
    }
    return new Uf2File(family, blocks);
  }

  /** The file's bytes. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(blocks.size() * Uf2Block.SIZE);
    blocks.forEach(b -> out.put(b.encode()));
    return out.array();
  }
}
