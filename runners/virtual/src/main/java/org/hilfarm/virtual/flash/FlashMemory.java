package org.hilfarm.virtual.flash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A flash chip, kept in a file: it survives power cycles and the end of the rack's process. A
 * virtual board's file holds the complement of every byte, so that holes read as erased, 0xFF; an
 * emulated board's holds the chip as it is, since its emulator works on it too. Any thread may use
 * it.
 */
public final class FlashMemory implements AutoCloseable {
  private static final int ERASED = 0xFF;

  private final FileChannel file;
  private final Path torn;
  private final long size;
  private final boolean raw;
  private long changes;
  private boolean overwritten;

  /** Opens a chip of so many bytes; erased where the file is new. */
  public FlashMemory(Path file, long size) throws IOException {
    this(file, size, false);
  }

  /**
   * The same as a file of the chip's whole contents, for a program that reads and writes it too.
   */
  public static FlashMemory raw(Path file, long size) throws IOException {
    FlashMemory chip = new FlashMemory(file, size, true);
    long written = chip.file.size();
    if (written < size) {
      chip.erase(written, size - written);
    }
    return chip;
  }

  private FlashMemory(Path file, long size, boolean raw) throws IOException {
    this.raw = raw;
    this.file =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.torn = file.resolveSibling(file.getFileName() + ".torn");
    this.size = size;
  }

  public long size() {
    return size;
  }

  /** Grows with every change. */
  public synchronized long changes() {
    return changes;
  }

  /** Reads; what lies behind the chip's end is erased. */
  public synchronized byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    try {
      long at = offset;
      while (into.hasRemaining() && at < size) {
        int n = file.read(into, at);
        if (n < 0) {
          break;
        }
        at += n;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a virtual board's flash cannot be read", e);
    }
    return asInFile(bytes);
  }

  /** Reads a region up to its end, or to where nothing has ever been written. */
  public synchronized byte[] used(long offset, long length) {
    try {
      long end = Math.min(offset + length, file.size());
      return end <= offset ? new byte[0] : read(offset, (int) (end - offset));
    } catch (IOException e) {
      throw new UncheckedIOException("a virtual board's flash cannot be read", e);
    }
  }

  /** Writes; what would lie behind the chip's end is lost. */
  public synchronized void write(long offset, byte[] bytes) {
    if (offset < 0 || offset >= size) {
      return;
    }
    int length = (int) Math.min(bytes.length, size - offset);
    ByteBuffer from = ByteBuffer.wrap(asInFile(bytes.clone()), 0, length);
    changes++;
    try {
      long at = offset;
      while (from.hasRemaining()) {
        at += file.write(from, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a virtual board's flash cannot be written", e);
    }
  }

  /** Erases a range. */
  public void erase(long offset, long length) {
    byte[] erased = new byte[4096];
    Arrays.fill(erased, (byte) ERASED);
    long end = Math.min(size, offset + length);
    for (long at = offset; at < end; at += erased.length) {
      write(at, at + erased.length <= end ? erased : Arrays.copyOf(erased, (int) (end - at)));
    }
  }

  /** From now on the application is half written, also after a loss of power. */
  public void beginImage() {
    try {
      Files.writeString(torn, "an image is half written\n");
    } catch (IOException e) {
      throw new UncheckedIOException("a virtual board's flash cannot be written", e);
    }
  }

  /**
   * The application is whole again. What an earlier, longer image of a virtual board left behind it
   * is erased: nothing of the new one reaches there. An emulated chip's drive is there.
   *
   * @param end the offset behind the image
   */
  public synchronized void finishImage(long end) {
    changes++;
    try {
      if (!raw) {
        file.truncate(end);
      }
      Files.deleteIfExists(torn);
    } catch (IOException e) {
      throw new UncheckedIOException("a virtual board's flash cannot be written", e);
    }
  }

  /** The same for an image that takes the whole chip: nothing is left of what was there before. */
  public synchronized void finishWholeChip() {
    finishImage(size);
    overwritten = true;
  }

  /** Whether the whole chip was written since this was asked last. */
  public synchronized boolean wasOverwritten() {
    boolean was = overwritten;
    overwritten = false;
    return was;
  }

  /** Whether no image was left half written. */
  public boolean whole() {
    return !Files.exists(torn);
  }

  private byte[] asInFile(byte[] bytes) {
    for (int i = 0; !raw && i < bytes.length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
