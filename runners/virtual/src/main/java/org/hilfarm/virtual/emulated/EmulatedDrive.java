package org.hilfarm.virtual.emulated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A drive between the device, which owns it, and the host, which sees a file. What the device says
 * goes into the file, what the host writes into the file goes to the device. One thread.
 */
final class EmulatedDrive {
  static final int BLOCK = 512;

  /** As much as an RP2040's flash can have. */
  private static final int MOST_BLOCKS = (16 << 20) / BLOCK;

  /** Blocks in one write. */
  private static final int RUN = 128;

  /** A run of blocks that the host wrote. */
  record Write(int block, ByteBuffer bytes) {}

  /** What the device holds, as far as it said or took it. */
  private final byte[] device;

  /** What the file held when it was last looked at. */
  private final byte[] known;

  /** Of each block, how many of the host's writes the device has not answered yet. */
  private final int[] underway;

  private Optional<Path> node = Optional.empty();

  /** Throws where no drive of such a size can be. */
  EmulatedDrive(ChipEvent.Disk size) throws IOException {
    if (size.blockBytes() != BLOCK || size.blocks() < 1 || size.blocks() > MOST_BLOCKS) {
      throw new IOException(
          "a drive of %d blocks of %d bytes; up to %d of %d bytes are possible"
              .formatted(size.blocks(), size.blockBytes(), MOST_BLOCKS, BLOCK));
    }
    device = new byte[size.blocks() * BLOCK];
    known = new byte[device.length];
    underway = new int[size.blocks()];
  }

  /**
   * The device says what it holds. A block that the host has written meanwhile stays the host's,
   * and one that is on its way to the device: what is said of it was read before.
   */
  void says(int block, byte[] bytes) throws IOException {
    long at = (long) block * BLOCK;
    if (block < 0 || bytes.length % BLOCK != 0 || at + bytes.length > device.length) {
      throw new IOException(
          "blocks %d and %d bytes on are not there".formatted(block, bytes.length));
    }
    System.arraycopy(bytes, 0, device, (int) at, bytes.length);
    if (node.isPresent()) {
      show((int) at, bytes.length);
    }
  }

  /** Makes what the host is going to see. */
  Path makeImage(Path folder) throws IOException {
    Path image = folder.resolve("drive.img");
    Files.deleteIfExists(image);
    try (FileChannel file =
        FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      write(file, device, device.length - BLOCK, BLOCK);
      for (int at = 0; at < device.length; at += BLOCK) {
        if (!isEmpty(at)) {
          write(file, device, at, BLOCK);
        }
      }
    }
    System.arraycopy(device, 0, known, 0, device.length);
    return image;
  }

  private boolean isEmpty(int at) {
    for (int i = at; i < at + BLOCK; i++) {
      if (device[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** From now on the host sees it here. */
  void shownAt(Path disk) {
    node = Optional.of(disk);
  }

  /** The host sees it no more. */
  void vanished() {
    node = Optional.empty();
  }

  /** What the host has written since the last look. */
  List<Write> hostWrote() throws IOException {
    List<Write> writes = new ArrayList<>();
    if (node.isEmpty()) {
      return writes;
    }
    byte[] now = contents(node.get());
    int at = 0;
    while (at < now.length) {
      int length = changed(now, at);
      if (length > 0) {
        writes.add(new Write(at / BLOCK, ByteBuffer.wrap(now, at, length)));
        count(at / BLOCK, length / BLOCK, 1);
      }
      at += Math.max(length, BLOCK);
    }
    System.arraycopy(now, 0, known, 0, now.length);
    return writes;
  }

  private void count(int block, int blocks, int by) {
    for (int i = block; i < block + blocks; i++) {
      underway[i] = Math.max(0, underway[i] + by);
    }
  }

  /** The length of the run of changed blocks that begins here. */
  private int changed(byte[] now, int from) {
    int to = from;
    while (to < now.length
        && to - from < RUN * BLOCK
        && !Arrays.equals(now, to, to + BLOCK, known, to, to + BLOCK)) {
      to += BLOCK;
    }
    return to - from;
  }

  /** A file that grew or shrank is a drive that did not. */
  private byte[] contents(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.copyOf(in.readNBytes(device.length), device.length);
    }
  }

  /** The device took a write, or refused it: then the file gets back what the device holds. */
  void answered(ChipEvent.Wrote write) throws IOException {
    long at = (long) write.block() * BLOCK;
    long length = (long) write.blocks() * BLOCK;
    if (write.block() < 0 || write.blocks() < 0 || at + length > device.length) {
      throw new IOException(
          "it says it took %d blocks at %d".formatted(write.blocks(), write.block()));
    }
    count(write.block(), write.blocks(), -1);
    if (write.taken()) {
      System.arraycopy(known, (int) at, device, (int) at, (int) length);
    } else if (node.isPresent()) {
      show((int) at, (int) length);
    }
  }

  private void show(int from, int length) throws IOException {
    Path file = node.orElseThrow();
    try (FileChannel both =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (int at = from; at < from + length; at += BLOCK) {
        if (underway[at / BLOCK] == 0 && isKnown(both, at)) {
          System.arraycopy(device, at, known, at, BLOCK);
          write(both, device, at, BLOCK);
        }
      }
    }
  }

  /** Whether the host has not written this block since; asked as late as can be. */
  private boolean isKnown(FileChannel file, int at) throws IOException {
    ByteBuffer now = ByteBuffer.allocate(BLOCK);
    while (now.hasRemaining() && file.read(now, at + now.position()) >= 0) {
      // a short read goes on
    }
    return Arrays.equals(now.array(), 0, BLOCK, known, at, at + BLOCK);
  }

  private static void write(FileChannel file, byte[] from, int at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, at, length);
    long to = at;
    while (bytes.hasRemaining()) {
      to += file.write(bytes, to);
    }
  }
}
