package org.hilfarm.virtual.rom;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.hilfarm.virtual.flash.FlashMemory;

/** Flash as the ROM writes it: an erase of the whole, then blocks in order. One thread. */
final class RomFlash implements AutoCloseable {
  private final FlashMemory flash;
  private Inflater inflater = new Inflater();
  private long start;
  private long at;
  private long end;
  private int blocks;
  private int nextBlock;
  private int blockBytes;

  RomFlash(FlashMemory flash) {
    this.flash = flash;
  }

  /** Erases, and expects so many blocks; nothing happens where size is 0. */
  void begin(long size, int blockCount, int blockSize, long offset) {
    if (size == 0) {
      return;
    }
    inflater.end();
    inflater = new Inflater();
    start = offset;
    at = offset;
    end = offset + size;
    blocks = blockCount;
    blockBytes = blockSize;
    nextBlock = 0;
    flash.beginImage();
    flash.erase(offset, size);
  }

  /** How much of the image is written, of 1. */
  double done() {
    return blocks == 0 ? 0 : (double) nextBlock / blocks;
  }

  /** Writes a block as it is; false where it comes out of order. */
  boolean plain(int sequence, byte[] data) {
    if (sequence >= blocks) {
      return false;
    }
    flash.write(start + (long) sequence * blockBytes, data);
    at = Math.max(at, start + (long) sequence * blockBytes + data.length);
    return wrote(sequence);
  }

  /** Writes a block of a zlib stream; false where it is none, or gives more than was announced. */
  boolean deflated(int sequence, byte[] data) {
    if (sequence != nextBlock || sequence >= blocks) {
      return sequence < nextBlock;
    }
    inflater.setInput(data);
    byte[] plain = new byte[16384];
    try {
      for (int n = inflater.inflate(plain); n > 0; n = inflater.inflate(plain)) {
        if (at + n > end) {
          return false;
        }
        flash.write(at, Arrays.copyOf(plain, n));
        at += n;
      }
    } catch (DataFormatException e) {
      return false;
    }
    return wrote(sequence);
  }

  private boolean wrote(int sequence) {
    nextBlock = Math.max(nextBlock, sequence + 1);
    if (nextBlock == blocks) {
      // A joined image replaces everything; parts written one by one leave the rest alone.
      if (start == 0 && at >= flash.size()) {
        flash.finishWholeChip();
      } else {
        flash.finishImage(start == 0 ? at : flash.size());
      }
    }
    return true;
  }

  byte[] md5(long offset, long length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return digest.digest(flash.read(offset, (int) Math.min(length, flash.size())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  byte[] read(long offset, int length) {
    return flash.read(offset, length);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
