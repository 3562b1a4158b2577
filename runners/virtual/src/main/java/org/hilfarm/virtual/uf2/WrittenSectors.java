package org.hilfarm.virtual.uf2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.virtual.pty.WrittenRanges;

/**
 * What the host has written to a drive's image since it was last asked: only sectors that are there
 * and hold a UF2 block, each once for every change of it. One thread.
 */
public final class WrittenSectors {
  private final Path image;
  private final Map<Long, Long> seen = new HashMap<>();

  public WrittenSectors(Path image) {
    this.image = image;
  }

  /** The blocks that are new. */
  public List<Uf2Block> fresh() throws IOException {
    List<Uf2Block> blocks = new ArrayList<>();
    List<WrittenRanges.Range> ranges = WrittenRanges.of(image, 0);
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
      for (WrittenRanges.Range range : ranges) {
        scan(channel, range, blocks);
      }
    }
    return blocks;
  }

  private void scan(FileChannel channel, WrittenRanges.Range range, List<Uf2Block> into)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(64 << 10);
    long at = range.start() / Uf2Block.SIZE * Uf2Block.SIZE;
    while (at < range.end()) {
      chunk.clear();
      int n = channel.read(chunk, at);
      if (n < Uf2Block.SIZE) {
        return;
      }
      for (int offset = 0; offset + Uf2Block.SIZE <= n; offset += Uf2Block.SIZE) {
        look(chunk.array(), offset, at + offset, into);
      }
      at += n - n % Uf2Block.SIZE;
    }
  }

  private void look(byte[] chunk, int offset, long sector, List<Uf2Block> into) {
    if (chunk[offset] != 'U' || Uf2Block.at(chunk, offset).isEmpty()) {
      return;
    }
    CRC32 crc = new CRC32();
    crc.update(chunk, offset, Uf2Block.SIZE);
    Long before = seen.put(sector, crc.getValue());
    if (before == null || before != crc.getValue()) {
      byte[] own = Arrays.copyOfRange(chunk, offset, offset + Uf2Block.SIZE);
      Uf2Block.at(own, 0).ifPresent(into::add);
    }
  }
}
