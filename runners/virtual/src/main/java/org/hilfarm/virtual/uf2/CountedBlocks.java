package org.hilfarm.virtual.uf2;

import java.util.BitSet;
import org.hilfarm.firmware.Uf2Block;

/**
 * How TinyUF2 and the nRF52 bootloader count (src/ghostfat.c, uf2_write_block): each block number
 * once; a second, different number of blocks means that the transfer never completes.
 */
final class CountedBlocks {
  private static final long NEVER = 0xFFFFFFFFL;

  private final long limit;
  private final BitSet written = new BitSet();
  private long total;

  /** Refuses images of more blocks than this. */
  CountedBlocks(long limit) {
    this.limit = limit;
  }

  Taken count(Uf2Block block) {
    if (block.count() > 0 && block.count() != total) {
      total = block.count() >= limit || total != 0 ? NEVER : block.count();
    }
    if (block.number() < limit) {
      written.set((int) block.number());
    }
    return total > 0 && written.cardinality() >= total ? Taken.COMPLETE : Taken.WRITTEN;
  }

  double done() {
    return total == 0 ? 0 : (double) written.cardinality() / total;
  }
}
